package org.reciprocity.matching.request;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
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
import java.time.Instant;
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

/** {@code /requests}. */
@Path("/requests")
@Tag(name = "Requests", description = "What participants need; each says what they could give in return")
@RolesAllowed({"agency", "broker", "steward"})
@Produces(MediaType.APPLICATION_JSON)
public class RequestResource {
    private static final Set<String> STATES = Set.of("open", "lapsed", "withdrawn");

    private final RequestService requests;
    private final Commands commands;
    private final Reading reading;
    private final Callers callers;
    private final Forms forms;

    RequestResource(RequestService requests, Commands commands, Reading reading, Callers callers, Forms forms) {
        this.requests = requests;
        this.commands = commands;
        this.reading = reading;
        this.callers = callers;
        this.forms = forms;
    }

    /** Makes a request. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "makeRequest",
            summary = "Make a request: what a participant needs, and what they could give",
            description = "couldGive is never left out: an offer, which is made with the request, or notYet.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RequestForm.class),
                            examples = {
                                @ExampleObject(name = "offering in return", value = """
                                        {"communityId": "01890a5d-ac96-774b-bcce-b302099a8001",
                                         "participantId": "01890a5d-ac96-774b-bcce-b302099a8102",
                                         "skill": "lifts", "minutes": 60, "area": "riverside",
                                         "from": "2026-04-06T08:00:00Z", "until": "2026-04-13T18:00:00Z",
                                         "couldGive": {"offer": {"skill": "phone-calls", "minutes": 120}}}"""),
                                @ExampleObject(name = "cannot say yet", value = """
                                        {"communityId": "01890a5d-ac96-774b-bcce-b302099a8001",
                                         "participantId": "01890a5d-ac96-774b-bcce-b302099a8103",
                                         "skill": "befriending", "minutes": 90, "languages": ["cy"],
                                         "from": "2026-04-06T08:00:00Z", "until": "2026-05-06T18:00:00Z",
                                         "couldGive": {"notYet": true}}"""),
                                @ExampleObject(name = "in a school, every week", value = """
                                        {"communityId": "01890a5d-ac96-774b-bcce-b302099a8001",
                                         "participantId": "01890a5d-ac96-774b-bcce-b302099a8103",
                                         "skill": "tutoring", "minutes": 60, "role": "volunteer", "setting": "school",
                                         "risk": "medium", "sameHelper": true, "repeats": "FREQ=WEEKLY;COUNT=10",
                                         "from": "2026-04-06T08:00:00Z", "until": "2026-04-10T18:00:00Z",
                                         "shows": ["area"], "couldGive": {"notYet": true}}""")
                            }))
    @APIResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = RequestView.class)))
    public Uni<Response> make(byte[] body, @HeaderParam("Idempotency-Key") String key, @Context UriInfo uri) {
        var caller = callers.ofAgency();
        var form = forms.read(body, RequestForm.class);
        return commands.run(
                new RequestHead(caller, uri.getPath(), key, body), work -> requests.make(work, caller, form));
    }

    /** Takes a request back. */
    @POST
    @Path("/{id}/withdrawal")
    @Operation(
            operationId = "withdrawRequest",
            summary = "Take a request back",
            description = "Proposals that are not agreed yet are declined for it; agreed ones stay.")
    @APIResponse(
            responseCode = "201",
            description = "Withdrawn",
            content = @Content(schema = @Schema(implementation = RequestView.class)))
    public Uni<Response> withdraw(
            @PathParam("id") String id,
            byte[] body,
            @HeaderParam("Idempotency-Key") String key,
            @HeaderParam("If-Match") String ifMatch,
            @Context UriInfo uri) {
        var caller = callers.ofAgency();
        var request = Ids.inPath(id);
        var version = IfMatch.of(ifMatch);
        forms.empty(body);
        return commands.run(
                new RequestHead(caller, uri.getPath(), key, body),
                work -> requests.withdraw(work, caller, request, version));
    }

    /** Renews a request. */
    @POST
    @Path("/{id}/renewal")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "renewRequest",
            summary = "Say that something is still needed, until another time",
            description = "One that has lapsed is open again. What was proposed for it before has to be proposed anew.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RenewalForm.class),
                            examples =
                                    @ExampleObject(
                                            name = "a month more",
                                            value = "{\"until\": \"2026-05-13T18:00:00Z\"}")))
    @APIResponse(
            responseCode = "201",
            description = "Renewed",
            content = @Content(schema = @Schema(implementation = RequestView.class)))
    public Uni<Response> renew(
            @PathParam("id") String id,
            byte[] body,
            @HeaderParam("Idempotency-Key") String key,
            @HeaderParam("If-Match") String ifMatch,
            @Context UriInfo uri) {
        var caller = callers.ofAgency();
        var request = Ids.inPath(id);
        var version = IfMatch.of(ifMatch);
        var form = forms.read(body, RenewalForm.class);
        return commands.run(
                new RequestHead(caller, uri.getPath(), key, body),
                work -> requests.renew(work, caller, request, form.until(), version));
    }

    /** Shows a request. */
    @GET
    @Path("/{id}")
    @Operation(operationId = "getRequest", summary = "A request")
    @APIResponse(
            responseCode = "200",
            description = "The request",
            content = @Content(schema = @Schema(implementation = RequestView.class)))
    public Uni<Response> get(@PathParam("id") String id) {
        var caller = callers.ofAgency();
        return RequestReading.one(reading.sql(), caller, Ids.inPath(id))
                .map(found -> Answer.shown(found, RequestView::version).toResponse());
    }

    /** Lists a community's requests. */
    @GET
    @Operation(operationId = "listRequests", summary = "Requests of a community, newest first")
    public Uni<Response> list(
            @QueryParam("communityId") String community,
            @QueryParam("participantId") String participant,
            @QueryParam("state") String state,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit,
            @Context UriInfo uri) {
        var caller = callers.ofAgency();
        var paging = Paging.of(cursor, limit);
        return RequestReading.page(
                        reading.sql(),
                        caller,
                        Query.id("communityId", community),
                        Query.optionalId("participantId", participant),
                        Query.optionalWord("state", state, STATES),
                        paging)
                .map(found -> paging.answer(found, RequestView::recordedAt, RequestView::id, uri));
    }

    /**
     * The body of {@code POST /requests/{id}/renewal}.
     *
     * @param until the end from now on
     */
    @Schema(name = "RequestRenewal")
    public record RenewalForm(
            @NotNull(message = "must be given") Instant until) {}
}
