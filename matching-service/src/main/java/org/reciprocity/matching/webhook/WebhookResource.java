package org.reciprocity.matching.webhook;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.matching.command.Reading;
import org.reciprocity.matching.command.Transactions;
import org.reciprocity.matching.http.Answer;
import org.reciprocity.matching.http.Callers;
import org.reciprocity.matching.http.Forms;
import org.reciprocity.matching.http.IfMatch;

/** {@code /webhook}. */
@Path("/webhook")
@Tag(name = "Reminders", description = "Where an agency is told what is about to lapse")
@Produces(MediaType.APPLICATION_JSON)
public class WebhookResource {
    private final WebhookService webhooks;
    private final Transactions transactions;
    private final Reading reading;
    private final Callers callers;
    private final Forms forms;

    WebhookResource(WebhookService webhooks, Transactions transactions, Reading reading, Callers callers, Forms forms) {
        this.webhooks = webhooks;
        this.transactions = transactions;
        this.reading = reading;
        this.callers = callers;
        this.forms = forms;
    }

    /** Shows it. */
    @GET
    @RolesAllowed({"agency", "broker", "steward"})
    @Operation(operationId = "getWebhook", summary = "Where the agency takes reminders, and how they fared")
    @APIResponse(
            responseCode = "200",
            description = "The address, without its secret",
            content = @Content(schema = @Schema(implementation = WebhookView.class)))
    public Uni<Response> get() {
        var caller = callers.ofAgency();
        return WebhookService.show(reading.sql(), caller).map(Answer::toResponse);
    }

    /** Sets it. */
    @PUT
    @RolesAllowed("steward")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "setWebhook",
            summary = "Set where the agency takes reminders",
            description =
                    "The answer alone has the secret by which they are signed; setting the address again makes another."
                            + " If-Match takes the ETag that you read, \"0\" for the first time; no Idempotency-Key is needed.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookForm.class),
                            examples =
                                    @ExampleObject(
                                            name = "https",
                                            value = "{\"url\": \"https://agency.example/reminders\"}")))
    @APIResponse(
            responseCode = "200",
            description = "Set",
            content = @Content(schema = @Schema(implementation = WebhookView.class)))
    public Uni<Response> set(byte[] body, @HeaderParam("If-Match") String ifMatch) {
        var caller = callers.ofAgency();
        var version = IfMatch.required(ifMatch);
        var form = forms.read(body, WebhookForm.class);
        return transactions
                .run(work -> webhooks.set(work, caller, form, version))
                .map(Answer::toResponse);
    }

    /** Removes it. */
    @DELETE
    @RolesAllowed("steward")
    @Operation(operationId = "removeWebhook", summary = "Take no more reminders")
    @APIResponse(
            responseCode = "200",
            description = "Removed",
            content = @Content(schema = @Schema(implementation = WebhookView.class)))
    public Uni<Response> remove(@HeaderParam("If-Match") String ifMatch) {
        var caller = callers.ofAgency();
        var version = IfMatch.required(ifMatch);
        return transactions.run(work -> webhooks.remove(work, caller, version)).map(Answer::toResponse);
    }
}
