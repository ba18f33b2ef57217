package org.reciprocity.matching.offer;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.matching.command.Commands;
import org.reciprocity.matching.command.Reading;
import org.reciprocity.matching.http.Answer;
import org.reciprocity.matching.http.Callers;
import org.reciprocity.matching.http.Forms;
import org.reciprocity.matching.http.Ids;
import org.reciprocity.matching.http.IfMatch;
import org.reciprocity.matching.http.Paging;
import org.reciprocity.matching.http.Query;
import org.reciprocity.matching.http.RequestHead;

/** {@code /offers}. */
@Path("/offers")
@Tag(name = "Offers", description = "What participants have to give")
@RolesAllowed({"agency", "broker", "steward"})
@Produces(MediaType.APPLICATION_JSON)
public class OfferResource {
    private static final Set<String> STATES = Set.of("open", "lapsed", "withdrawn");

    private final OfferService offers;
    private final Commands commands;
    private final Reading reading;
    private final Callers callers;
    private final Forms forms;

    OfferResource(OfferService offers, Commands commands, Reading reading, Callers callers, Forms forms) {
        this.offers = offers;
        this.commands = commands;
        this.reading = reading;
        this.callers = callers;
        this.forms = forms;
    }

    /** Makes an offer. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "makeOffer", summary = "Make an offer: what a participant has to give")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = OfferForm.class),
                            examples = {
                                @ExampleObject(name = "lifts", value = """
                                        {"communityId": "01890a5d-ac96-774b-bcce-b302099a8001",
                                         "participantId": "01890a5d-ac96-774b-bcce-b302099a8101",
                                         "skill": "lifts", "minutes": 240, "area": "riverside",
                                         "languages": ["cy", "en"], "maxDistance": "same-area",
                                         "from": "2026-04-01T08:00:00Z"}"""),
                                @ExampleObject(name = "an hour each Monday and Wednesday afternoon", value = """
                                        {"communityId": "01890a5d-ac96-774b-bcce-b302099a8001",
                                         "participantId": "01890a5d-ac96-774b-bcce-b302099a8101",
                                         "skill": "befriending", "minutes": 120, "per": "week",
                                         "availability": {"timeZone": "Europe/London", "slots": [
                                           {"start": "2026-04-06T14:00", "minutes": 60,
                                            "rule": "FREQ=WEEKLY;BYDAY=MO,WE", "except": ["2026-05-04"]}]},
                                         "shows": ["languages", "availability"]}""")
                            }))
    @APIResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = OfferView.class)))
    public Uni<Response> make(byte[] body, @HeaderParam("Idempotency-Key") String key, @Context UriInfo uri) {
        var caller = callers.ofAgency();
        var form = forms.read(body, OfferForm.class);
        return commands.run(new RequestHead(caller, uri.getPath(), key, body), work -> offers.make(work, caller, form));
    }

    /** Takes an offer back. */
    @POST
    @Path("/{id}/withdrawal")
    @Operation(
            operationId = "withdrawOffer",
            summary = "Take an offer back",
            description = "Proposals that are not agreed yet are declined for it; agreed ones stay.")
    @APIResponse(
            responseCode = "201",
            description = "Withdrawn",
            content = @Content(schema = @Schema(implementation = OfferView.class)))
    public Uni<Response> withdraw(
            @PathParam("id") String id,
            byte[] body,
            @HeaderParam("Idempotency-Key") String key,
            @HeaderParam("If-Match") String ifMatch,
            @Context UriInfo uri) {
        var caller = callers.ofAgency();
        var offer = Ids.inPath(id);
        var version = IfMatch.of(ifMatch);
        forms.empty(body);
        return commands.run(
                new RequestHead(caller, uri.getPath(), key, body),
                work -> offers.withdraw(work, caller, offer, version));
    }

    /** Renews an offer. */
    @POST
    @Path("/{id}/renewal")
    @Operation(
            operationId = "renewOffer",
            summary = "Say that an offer still stands",
            description =
                    "It lapses anew after the days that the community's policy says, counted from now. One that has"
                            + " lapsed is open again.")
    @APIResponse(
            responseCode = "201",
            description = "Renewed",
            content = @Content(schema = @Schema(implementation = OfferView.class)))
    public Uni<Response> renew(
            @PathParam("id") String id,
            byte[] body,
            @HeaderParam("Idempotency-Key") String key,
            @HeaderParam("If-Match") String ifMatch,
            @Context UriInfo uri) {
        var caller = callers.ofAgency();
        var offer = Ids.inPath(id);
        var version = IfMatch.of(ifMatch);
        forms.empty(body);
        return commands.run(
                new RequestHead(caller, uri.getPath(), key, body), work -> offers.renew(work, caller, offer, version));
    }

    /** Shows an offer. */
    @GET
    @Path("/{id}")
    @Operation(operationId = "getOffer", summary = "An offer")
    @APIResponse(
            responseCode = "200",
            description = "The offer",
            content = @Content(schema = @Schema(implementation = OfferView.class)))
    public Uni<Response> get(@PathParam("id") String id) {
        var caller = callers.ofAgency();
        return OfferReading.one(reading.sql(), caller, Ids.inPath(id))
                .map(found -> Answer.shown(found, OfferView::version).toResponse());
    }

    /** Lists a community's offers. */
    @GET
    @Operation(operationId = "listOffers", summary = "Offers of a community, newest first")
    public Uni<Response> list(
            @QueryParam("communityId") String community,
            @QueryParam("participantId") String participant,
            @QueryParam("state") String state,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit,
            @Context UriInfo uri) {
        var caller = callers.ofAgency();
        var paging = Paging.of(cursor, limit);
        return OfferReading.page(
                        reading.sql(),
                        caller,
                        Query.id("communityId", community),
                        Query.optionalId("participantId", participant),
                        Query.optionalWord("state", state, STATES),
                        paging)
                .map(found -> paging.answer(found, OfferView::recordedAt, OfferView::id, uri));
    }
}
