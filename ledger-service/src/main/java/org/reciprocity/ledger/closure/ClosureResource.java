package org.reciprocity.ledger.closure;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.account.Accounts;
import org.reciprocity.ledger.hold.HoldExpiry;
import org.reciprocity.ledger.log.Author;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Fields;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.request.Versions;
import org.reciprocity.ledger.request.Write;
import org.reciprocity.ledger.security.Roles;

/** Closing accounts over HTTP. */
@Path("/accounts")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.BROKER, Roles.STEWARD})
@Tag(name = "Accounts")
public class ClosureResource {
    private final HoldExpiry expiry;
    private final Requests requests;
    private final Incoming incoming;

    ClosureResource(HoldExpiry expiry, Requests requests, Incoming incoming) {
        this.expiry = expiry;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** The end of an account. */
    @Schema(name = "NewAccountClosure", examples = "{\"reason\":\"moved-away\",\"cancelWaiting\":true}")
    public record NewClosure(
            @Schema(description = "Why, as a code, never a story", examples = "moved-away")
            @NotNull
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String reason,

            @Schema(
                    description =
                            "Whether exchanges of the owner that wait for something are cancelled; else they stand"
                                    + " in the way",
                    defaultValue = "false")
            Boolean cancelWaiting) {}

    @POST
    @Path("{id}/closure")
    @Operation(
            summary = "Settle an account and close it for ever",
            description = "Broker or steward of the lead agency. What it has goes to the community's pot, and what it"
                    + " owes the pot pays, by an exchange of the kind settlement, whatever the pot's limits are."
                    + " Accounts of participants and agencies.")
    @Parameter(
            name = "If-Match",
            in = ParameterIn.HEADER,
            required = true,
            description = "The ETag of the account as you read it")
    @APIResponseSchema(value = ClosureView.class, responseCode = "201")
    public Uni<Response> close(@PathParam("id") String id, @NotNull @Valid NewClosure body) {
        var account = Ids.path(id, "account");
        var call = incoming.call(body);
        return expiry.ofAccount(account)
                .chain(() -> requests.command(call, write -> close(write, call, account, body)));
    }

    private static Uni<Outcome> close(Write write, Call call, UUID id, NewClosure body) {
        return Accounts.seen(write.sql(), call.caller(), id)
                .invoke(account -> Access.lead(call.caller(), account.lead()))
                .call(account -> Access.another(write.sql(), call.caller(), account.owner()))
                .invoke(() -> Versions.demand(call))
                .chain(account -> Closures.close(
                        write.sql(),
                        new Closures.Closing(
                                account,
                                Author.of(call.caller()),
                                body.reason(),
                                Boolean.TRUE.equals(body.cancelWaiting()),
                                call.expectedVersion())))
                .map(result -> switch (result) {
                    case Closures.Result.Refused refused -> Outcome.refused(refused.problem());
                    case Closures.Result.Closed closed ->
                        new Outcome(
                                Answer.created("/accounts/" + id, closed.view().version(), closed.view()),
                                closed.events());
                });
    }
}
