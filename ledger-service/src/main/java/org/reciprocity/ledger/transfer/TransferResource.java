package org.reciprocity.ledger.transfer;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.access.OwnReferences;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Fields;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Parameters;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;

/** Transfers between communities over HTTP. */
@Path("/transfers")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD})
@Tag(name = "Transfers")
public class TransferResource {
    private static final int WEEK = 10_080;
    private static final String REASON = "recorded-twice|wrong-minutes|wrong-party|did-not-happen|other";
    private static final String REASON_IS = "recorded-twice, wrong-minutes, wrong-party, did-not-happen or other";

    private final TransferService service;
    private final Requests requests;
    private final Incoming incoming;

    TransferResource(TransferService service, Requests requests, Incoming incoming) {
        this.service = service;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** Credit to send. */
    @Schema(
            name = "NewTransfer",
            examples = "{\"fromParticipantId\":\"0198f000-0000-7000-8000-000000000021\","
                    + "\"toCommunityId\":\"0198f000-0000-7000-8000-000000000012\",\"minutes\":120,\"how\":\"party\"}")
    public record NewTransfer(
            @Schema(description = "Your own id for it, and for its exchange in the sending community")
            UUID id,

            @Schema(description = "Who sends: it pays, in its community") @NotNull
            UUID fromParticipantId,

            @NotNull UUID toCommunityId,

            @Schema(description = "Who gets it there; the community's pot when left out")
            UUID toParticipantId,

            @Schema(description = "As long as both communities' policies allow for a leg") @NotNull @Min(1) @Max(WEEK)
            Integer minutes,

            @Schema(
                    description = "Whose word it is: the sender's own, or that of a broker or steward on its behalf",
                    enumeration = {"party", "on-behalf"})
            @NotNull
            @Pattern(regexp = "party|on-behalf", message = "party or on-behalf")
            String how,

            @Schema(description = "When it happened, not in the future; now when left out")
            Instant occurredAt,

            @Schema(description = "Your own reference, unique among your transfers for ever; never published")
            @Pattern(regexp = Fields.REFERENCE, message = Fields.REFERENCE_IS)
            String externalRef) {}

    /** Why a transfer is taken back. */
    @Schema(name = "TransferReversal", examples = "{\"reason\":\"wrong-party\"}")
    public record Reversal(
            @Schema(enumeration = {"recorded-twice", "wrong-minutes", "wrong-party", "did-not-happen", "other"})
            @NotNull
            @Pattern(regexp = REASON, message = REASON_IS)
            String reason) {}

    @POST
    @Operation(
            summary = "Send credit to another community",
            description = "From a participant you may see, to a participant you may see there, or to the pot of a"
                    + " community to which your agency is admitted; the lead of the sending community may send to the"
                    + " pot of any with which it has agreed on a limit. Both sides settle, or neither.")
    @APIResponseSchema(value = TransferView.class, responseCode = "201")
    public Uni<Response> send(@NotNull @Valid NewTransfer body) {
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.send(write.sql(), call.caller(), body));
    }

    @GET
    @Path("{id}")
    @Operation(
            summary = "Show a transfer",
            description =
                    "For the agency that recorded it, agencies that see a participant in it, and the leads of both"
                            + " communities. A participant's own token sees those that it sent or was credited by.")
    @APIResponseSchema(TransferView.class)
    public Uni<Response> show(@PathParam("id") String id) {
        var transfer = Ids.path(id, "transfer");
        var caller = incoming.caller();
        return requests.query(
                read -> Transfers.find(read.sql(), caller, transfer).map(Answer::response));
    }

    @GET
    @Operation(
            summary = "List a community's transfers, in and out",
            description = "Those you may see, newest first; Link leads to the next page.")
    public Uni<Response> list(
            @QueryParam("communityId") String communityId,
            @Parameter(description = "Who sent or was credited, in this community") @QueryParam("participantId")
                    String participantId,
            @Parameter(description = "in: what it received; out: what it sent") @QueryParam("direction")
                    String direction,
            @QueryParam("state") String state,
            @Parameter(description = OwnReferences.ASKED) @QueryParam("externalRef") String externalRef,
            @Parameter(description = "Occurred at this time or later") @QueryParam("from") String from,
            @Parameter(description = "Occurred before this time") @QueryParam("to") String to,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit) {
        var filter = new Transfers.Filter(
                Ids.required(communityId, "communityId"),
                Ids.query(participantId, "participantId"),
                Parameters.oneOf(direction, "direction", List.of("in", "out")),
                Parameters.oneOf(state, "state", List.of("settled", "reversed")),
                Parameters.reference(externalRef, "externalRef"),
                Parameters.time(from, "from"),
                Parameters.time(to, "to"),
                Page.of(cursor, limit));
        var caller = incoming.caller();
        Access.agency(caller);
        var filters = new LinkedHashMap<String, Object>();
        filters.put("communityId", filter.community());
        filters.put("participantId", filter.participant());
        filters.put("direction", filter.direction());
        filters.put("state", filter.state());
        filters.put("externalRef", filter.externalRef());
        filters.put("from", filter.from());
        filters.put("to", filter.to());
        return requests.query(read -> Transfers.list(read.sql(), caller, filter).map(rows -> filter.page()
                .response(rows, Transfers.Listed::view, Transfers.Listed::number, "/transfers", filters)));
    }

    @POST
    @Path("{id}/reversal")
    @Operation(
            summary = "Take a transfer back, in both communities",
            description = "By the agency that recorded it, or the lead of either community. It may pass the limits; the"
                    + " pot stands in for an account that has been closed since.")
    @APIResponseSchema(value = TransferView.class, responseCode = "201")
    public Uni<Response> reverse(@PathParam("id") String id, @NotNull @Valid Reversal body) {
        var transfer = Ids.path(id, "transfer");
        var call = incoming.call(body);
        return requests.command(call, write -> service.reverse(write.sql(), call, transfer, body));
    }
}
