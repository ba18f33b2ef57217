package org.reciprocity.ledger.exchange;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;

/** Disputes about exchanges over HTTP. */
@Path("/exchanges/{id}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Exchanges")
public class DisputeResource {
    private static final String REASON = "minutes|did-not-happen|wrong-party|not-as-agreed|other";

    private final ExchangeService service;
    private final Requests requests;
    private final Incoming incoming;

    DisputeResource(ExchangeService service, Requests requests, Incoming incoming) {
        this.service = service;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** Why a party disputes an exchange. */
    @Schema(
            name = "NewDispute",
            examples = "{\"participantId\":\"0198f000-0000-7000-8000-000000000022\",\"reason\":\"not-as-agreed\"}")
    public record NewDispute(
            @Schema(description = "The party that disputes it") @NotNull
            UUID participantId,

            @Schema(enumeration = {"minutes", "did-not-happen", "wrong-party", "not-as-agreed", "other"})
            @NotNull
            @Pattern(regexp = REASON, message = "minutes, did-not-happen, wrong-party, not-as-agreed or other")
            String reason) {}

    /** How a dispute is decided. */
    @Schema(name = "NewResolution", examples = "{\"outcome\":\"settled\",\"minutes\":[90]}")
    public record NewResolution(
            @Schema(enumeration = {"settled", "cancelled"})
            @NotNull
            @Pattern(regexp = "settled|cancelled", message = "settled or cancelled")
            String outcome,

            @Schema(description = "For settled: what counts for each leg, in the order of the legs")
            @Size(min = 1, max = ExchangeDecider.MOST_LEGS)
            List<@NotNull @Min(1) @Max(ExchangeDecider.LONGEST_LEG_MINUTES) Integer> minutes,

            @Schema(
                    description = "For cancelled: why",
                    enumeration = {"recorded-twice", "wrong-minutes", "wrong-party", "did-not-happen", "other"})
            @Pattern(regexp = ExchangeResource.REASON, message = ExchangeResource.REASON_IS)
            String reason) {

        Exchange.Reason why() {
            return reason == null ? null : Exchange.Reason.of(reason);
        }

        void check() {
            boolean settled = outcome.equals("settled");
            if (settled != (minutes != null)) {
                throw Problem.field("minutes", "given where it is settled, and only then")
                        .exception();
            }
            if (settled == (reason != null)) {
                throw Problem.field("reason", "given where it is cancelled, and only then")
                        .exception();
            }
        }
    }

    @POST
    @Path("dispute")
    @RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD})
    @Operation(
            summary = "Dispute an exchange that is not settled",
            description =
                    "For a party, by its agency or its own token. It then waits for a broker or steward of the lead.")
    @APIResponseSchema(value = ExchangeView.class, responseCode = "201")
    public Uni<Response> dispute(@PathParam("id") String id, @NotNull @Valid NewDispute body) {
        var exchange = Ids.path(id, "exchange");
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.dispute(write, call, exchange, body));
    }

    @POST
    @Path("resolution")
    @RolesAllowed({Roles.BROKER, Roles.STEWARD})
    @Operation(
            summary = "Decide a dispute",
            description = "Broker or steward of the lead, who is no party. It settles with the minutes decided, or is"
                    + " cancelled.")
    @APIResponseSchema(value = ExchangeView.class, responseCode = "201")
    public Uni<Response> resolve(@PathParam("id") String id, @NotNull @Valid NewResolution body) {
        var exchange = Ids.path(id, "exchange");
        body.check();
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.resolve(write, call, exchange, body));
    }
}
