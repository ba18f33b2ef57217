package org.reciprocity.ledger.proof;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Json;
import org.reciprocity.ledger.request.Requests;

/** The public keys that verify receipts, over HTTP. */
@Path("/receipt-keys")
@Authenticated
@Tag(name = "Proof")
public class ReceiptKeysResource {
    private final Requests requests;
    private final ReceiptKeys keys;

    ReceiptKeysResource(Requests requests, ReceiptKeys keys) {
        this.requests = requests;
        this.keys = keys;
    }

    /** Keys, as a JWK Set (RFC 7517). */
    @Schema(name = "ReceiptKeys")
    public record KeysView(List<KeyView> keys) {}

    /** A public key, as a JWK (RFC 8037). */
    @Schema(name = "ReceiptKey")
    public record KeyView(
            String kty,
            String crv,
            String x,

            @Schema(description = "Its id, the thumbprint of RFC 7638: the kid in a receipt's header")
            String kid,

            String use,
            String alg,

            @Schema(description = "Since when it is known") Instant createdAt) {

        private static KeyView of(ReceiptKeys.Known key) {
            return new KeyView("OKP", "Ed25519", key.point().x(), key.id(), "sig", "EdDSA", key.createdAt());
        }
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "List the public keys of receipts",
            description = "Every key that ever signed one, newest first, as a JWK Set. With any valid token.")
    @APIResponseSchema(KeysView.class)
    public Uni<Response> keys() {
        return requests.query(read -> keys.known(read.sql()).map(known -> Answer.ok(
                        null, new KeysView(known.stream().map(KeyView::of).toList()))
                .response()));
    }

    @GET
    @Path("{kid}")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(summary = "Fetch a public key of receipts", description = "As PEM, for openssl. With any valid token.")
    @APIResponse(
            responseCode = "200",
            description = "The key",
            content = @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = SchemaType.STRING)))
    public Uni<Response> key(@PathParam("kid") String kid) {
        if (!Json.clean(kid)) {
            throw Problem.notFound("key").exception();
        }
        return requests.query(read -> keys.known(read.sql(), kid).map(found -> Response.ok(
                        found.orElseThrow(() -> Problem.notFound("key").exception())
                                .point()
                                .pem(),
                        MediaType.TEXT_PLAIN)
                .build()));
    }
}
