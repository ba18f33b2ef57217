package org.reciprocity.ledger.outcome;

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
import org.reciprocity.ledger.withdrawal.NewWithdrawal;

/** Uses of services over HTTP. */
@Path("/service-uses")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD})
@Tag(name = "Outcomes")
public class ServiceUseResource {
    private final ServiceUseService service;
    private final OutcomeList lists;
    private final Requests requests;
    private final Incoming incoming;

    ServiceUseResource(ServiceUseService service, OutcomeList lists, Requests requests, Incoming incoming) {
        this.service = service;
        this.lists = lists;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** A use of services to record. */
    @Schema(
            name = "NewServiceUse",
            examples = "{\"programmeId\":\"0198f000-0000-7000-8000-000000000030\","
                    + "\"participantId\":\"0198f000-0000-7000-8000-000000000021\",\"type\":\"gp-visit\","
                    + "\"arm\":\"participants\",\"before\":{\"count\":9,\"days\":182},"
                    + "\"after\":{\"count\":6,\"days\":182}}")
    public record NewServiceUse(
            @Schema(description = "Your own id for it; given by the service when left out")
            UUID id,

            @NotNull UUID programmeId,

            @Schema(description = "Whose use it is, or else groupSize")
            UUID participantId,

            @Schema(description = "Of how many people together it is, where only that is known") @Min(1) @Max(1_000_000)
            Integer groupSize,

            @Schema(description = "The service's code", examples = "gp-visit")
            @NotNull
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String type,

            @Schema(enumeration = {"participants", "comparison"})
            @NotNull
            @Pattern(regexp = "participants|comparison", message = "participants or comparison")
            String arm,

            @NotNull @Valid UsageBody before,

            @NotNull @Valid UsageBody after,

            @Schema(description = "Your own reference, unique among your uses of services for ever; never published")
            @Pattern(regexp = Fields.REFERENCE, message = Fields.REFERENCE_IS)
            String externalRef) {}

    /** How often in how many days. */
    @Schema(name = "Usage")
    public record UsageBody(
            @NotNull @Min(0) @Max(1_000_000_000) Integer count,

            @NotNull @Min(1) @Max(36_600) Integer days) {

        OutcomeFact.Usage usage() {
            return new OutcomeFact.Usage(count, days);
        }
    }

    /** A use of services. */
    @Schema(name = "ServiceUse")
    public record ServiceUseView(
            UUID id,
            UUID communityId,
            UUID programmeId,
            UUID participantId,
            Integer groupSize,
            String type,
            String arm,
            UsageBody before,
            UsageBody after,

            @Schema(enumeration = {"recorded", "withdrawn"}) String state,

            @Schema(
                    description = "Why it does not count any more",
                    enumeration = {"entered-in-error", "consent-withdrawn", "duplicate"})
            String withdrawnFor,

            @Schema(description = OwnReferences.SHOWN) String externalRef,

            Instant recordedAt,
            long version) {}

    @POST
    @Operation(
            summary = "Record how often a service was used",
            description = "By a participant you may see; or by a group, by the programme's agency or the lead.")
    @APIResponseSchema(value = ServiceUseView.class, responseCode = "201")
    public Uni<Response> record(@NotNull @Valid NewServiceUse body) {
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.record(write, call.caller(), body));
    }

    @POST
    @Path("{id}/withdraw")
    @Operation(
            summary = "Withdraw a use of services",
            description = "By the agency that recorded it, or the lead. It does not count any more.")
    @APIResponseSchema(value = ServiceUseView.class, responseCode = "201")
    public Uni<Response> withdraw(@PathParam("id") String id, @NotNull @Valid NewWithdrawal body) {
        var use = Ids.path(id, "use of services");
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.withdraw(write, call, use, body));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Show a use of services")
    @APIResponseSchema(ServiceUseView.class)
    public Uni<Response> show(@PathParam("id") String id) {
        var use = Ids.path(id, "use of services");
        var caller = incoming.caller();
        return requests.query(read -> service.find(read, caller, use).map(Answer::response));
    }

    @GET
    @Operation(
            summary = "List the uses of services that you see",
            description = "Newest first; Link leads to the next page.")
    public Uni<Response> list(
            @QueryParam("communityId") String communityId,
            @QueryParam("programmeId") String programmeId,
            @QueryParam("participantId") String participantId,
            @QueryParam("arm") String arm,
            @QueryParam("type") String type,
            @Parameter(description = OwnReferences.ASKED) @QueryParam("externalRef") String externalRef,
            @Parameter(description = "Recorded at this time or later") @QueryParam("from") String from,
            @Parameter(description = "Recorded before this time") @QueryParam("to") String to,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit) {
        var filter = new OutcomeList.Filter(
                Ids.required(communityId, "communityId"),
                Ids.query(programmeId, "programmeId"),
                Ids.query(participantId, "participantId"),
                Parameters.oneOf(arm, "arm", List.of("participants", "comparison")),
                Parameters.code(type, "type"),
                Parameters.reference(externalRef, "externalRef"),
                Parameters.time(from, "from"),
                Parameters.time(to, "to"),
                Page.of(cursor, limit));
        var caller = incoming.caller();
        Access.agency(caller);
        return requests.query(
                read -> lists.serviceUses(read.sql(), caller, filter).map(rows -> filter.page()
                        .response(
                                rows,
                                OutcomeList.Listed::view,
                                OutcomeList.Listed::number,
                                "/service-uses",
                                filter.parameters("type"))));
    }
}
