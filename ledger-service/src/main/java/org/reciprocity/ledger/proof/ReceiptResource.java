package org.reciprocity.ledger.proof;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.eventlog.ChainProof;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.exchange.ExchangeSight;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Json;
import org.reciprocity.ledger.request.LongReads;
import org.reciprocity.ledger.security.Roles;

/** Receipts over HTTP. */
@Path("/exchanges/{id}/receipt")
@Tag(name = "Proof")
public class ReceiptResource {
    private static final String SOON = "1";
    private static final String NOW = "select clock_timestamp()";

    private final LongReads reads;
    private final ReceiptKeys keys;
    private final Incoming incoming;

    ReceiptResource(LongReads reads, ReceiptKeys keys, Incoming incoming) {
        this.reads = reads;
        this.keys = keys;
        this.incoming = incoming;
    }

    /** A receipt that cannot be given yet. */
    @Schema(name = "ReceiptToCome")
    public record ToComeView(
            UUID exchangeId,

            @Schema(description = "False: an event of the exchange has no place in the log yet")
            boolean sequenced) {}

    @GET
    @Produces({Receipt.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @RunOnVirtualThread
    @RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD})
    @Operation(
            summary = "Fetch the signed receipt of an exchange",
            description =
                    "A JWS in compact form, signed with Ed25519: the exchange's events, and for each what is needed"
                            + " to compute its link in the community's hash chain again. Whoever sees the exchange gets it. While an"
                            + " event has no place in the log yet, 202 with Retry-After.")
    @APIResponse(
            responseCode = "200",
            description = "The receipt",
            content = @Content(mediaType = Receipt.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(
            responseCode = "202",
            description = "Not yet",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ToComeView.class)))
    public Response receipt(@PathParam("id") String id) {
        var exchange = Ids.path(id, "exchange");
        var caller = incoming.caller();
        var community = reads.read(sql -> ExchangeSight.community(sql, caller, exchange));
        return ChainProof.of(reads, exchange)
                .map(events -> {
                    var key = reads.read(keys::signing);
                    var now = reads.read(sql -> sql.select(NOW).map(rows -> Access.instant(rows.getFirst()[0])));
                    var receipt = new Receipt(community, exchange, now, events);
                    return Response.ok(receipt.signed(key), Receipt.MEDIA_TYPE).build();
                })
                .orElseGet(() -> Response.fromResponse(
                                new Answer(202, null, null, Json.write(new ToComeView(exchange, false))).response())
                        .header(HttpHeaders.RETRY_AFTER, SOON)
                        .build());
    }
}
