package org.reciprocity.ledger.participant;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.request.Fields;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;

/** Links of participants that are one person, over HTTP. */
@Path("/participants/{id}/links")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.BROKER, Roles.STEWARD})
@Tag(name = "Duplicates", description = "Which participants may be one person, and which are")
public class LinkResource {
    private final LinkService service;
    private final Requests requests;
    private final Incoming incoming;

    LinkResource(LinkService service, Requests requests, Incoming incoming) {
        this.service = service;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** Another participant that is the same person. */
    @Schema(name = "NewParticipantLink", examples = "{\"participantId\":\"0198f000-0000-7000-8000-000000000022\"}")
    public record NewLink(
            @Schema(description = "The other participant") @NotNull
            UUID participantId) {}

    /** Why a link is taken back. */
    @Schema(name = "ParticipantLinkRemoval", examples = "{\"reason\":\"not-the-same-person\"}")
    public record Removal(
            @Schema(description = "Why, as a code") @NotNull @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String reason) {}

    /** A link. */
    @Schema(name = "ParticipantLink")
    public record LinkView(
            UUID participantId,

            @Schema(description = "The participant that it is the same person as")
            UUID sameAs,

            UUID communityId,

            @Schema(description = "The agency that said so last")
            UUID agencyId,

            @Schema(description = "Whether it is in force") boolean linked,

            Instant recordedAt,
            long version) {}

    /** One that is the same person as a participant. */
    @Schema(name = "SamePerson")
    public record SameView(
            UUID participantId,

            @Schema(description = "The participant that it is the same person as, be it through others")
            UUID sameAs,

            @Schema(description = "The link of just these two; absent where they are one through others")
            LinkView link) {}

    @POST
    @Operation(
            summary = "Link two participants that are one person",
            description =
                    "Of which you may see both, in one community. From then on they count as one person, and so do all"
                            + " that are linked with either. Role broker or steward.")
    @APIResponseSchema(value = LinkView.class, responseCode = "201")
    public Uni<Response> join(@PathParam("id") String id, @NotNull @Valid NewLink body) {
        var participant = Ids.path(id, "participant");
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.join(write.sql(), call, participant, body.participantId()));
    }

    @GET
    @Operation(
            summary = "List which participants are the same person as this one",
            description = "Those of them that you may see, be they linked with it or through others. Who was registered"
                    + " last comes first; Link leads to the next page.")
    public Uni<Response> links(
            @PathParam("id") String id, @QueryParam("cursor") String cursor, @QueryParam("limit") String limit) {
        var participant = Ids.path(id, "participant");
        var page = Page.of(cursor, limit);
        var caller = incoming.caller();
        Access.agency(caller);
        return requests.query(read -> service.links(read.sql(), caller, participant, page)
                .map(rows -> page.response(
                        rows,
                        LinkService.Same::view,
                        LinkService.Same::number,
                        "/participants/" + participant + "/links",
                        Map.of())));
    }

    @POST
    @Path("{other}/removal")
    @Operation(
            summary = "Take a link of two participants back",
            description =
                    "They are two people again, with those that are linked with each. Role broker or steward of an"
                            + " agency that may see both.")
    @APIResponseSchema(value = LinkView.class, responseCode = "201")
    public Uni<Response> part(
            @PathParam("id") String id, @PathParam("other") String other, @NotNull @Valid Removal body) {
        var participant = Ids.path(id, "participant");
        var second = Ids.path(other, "participant");
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.part(write.sql(), call, participant, second, body.reason()));
    }
}
