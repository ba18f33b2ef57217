package org.reciprocity.ledger.account;

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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.request.Fields;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;

/** Suspending accounts and opening them again, over HTTP. */
@Path("/accounts")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.BROKER, Roles.STEWARD})
@Tag(name = "Accounts")
public class AccountStatusResource {
    private final AccountService service;
    private final Requests requests;
    private final Incoming incoming;

    AccountStatusResource(AccountService service, Requests requests, Incoming incoming) {
        this.service = service;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** Why an account's status is set. */
    @Schema(name = "StatusReason", examples = "{\"reason\":\"agreement-broken\"}")
    public record Reason(
            @Schema(description = "A code, never a story", examples = "agreement-broken")
            @NotNull
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String reason) {}

    @POST
    @Path("{id}/suspension")
    @Operation(
            summary = "Suspend an account",
            description = "Broker or steward of the lead agency. Until it is reopened, only reversals and settlements"
                    + " move it. Accounts of participants and agencies.")
    @Parameter(
            name = "If-Match",
            in = ParameterIn.HEADER,
            required = true,
            description = "The ETag of the account as you read it")
    @APIResponseSchema(value = AccountResource.AccountView.class, responseCode = "201")
    public Uni<Response> suspend(@PathParam("id") String id, @NotNull @Valid Reason body) {
        var account = Ids.path(id, "account");
        var call = incoming.call(body);
        return requests.command(
                call, write -> service.change(write, call, account, new AccountCommand.Suspend(body.reason())));
    }

    @POST
    @Path("{id}/reopening")
    @Operation(summary = "Reopen a suspended account", description = "Broker or steward of the lead agency.")
    @Parameter(
            name = "If-Match",
            in = ParameterIn.HEADER,
            required = true,
            description = "The ETag of the account as you read it")
    @APIResponseSchema(value = AccountResource.AccountView.class, responseCode = "201")
    public Uni<Response> reopen(@PathParam("id") String id, @NotNull @Valid Reason body) {
        var account = Ids.path(id, "account");
        var call = incoming.call(body);
        return requests.command(
                call, write -> service.change(write, call, account, new AccountCommand.Reopen(body.reason())));
    }
}
