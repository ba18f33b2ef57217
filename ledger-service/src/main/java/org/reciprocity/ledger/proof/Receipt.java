package org.reciprocity.ledger.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.reciprocity.eventlog.ChainProof;
import org.reciprocity.ledger.log.EventBody;
import org.reciprocity.ledger.log.LedgerLog;

/**
 * What an agency keeps to prove that an exchange was in the log: its events, each with all that is needed to compute its link
 * in the hash chain again.
 *
 * @param community the community
 * @param exchange the exchange
 * @param issuedAt when it was asked for
 * @param events the exchange's events up to then
 */
record Receipt(UUID community, UUID exchange, Instant issuedAt, List<ChainProof> events) {

    /** The media type of a signed one. */
    static final String MEDIA_TYPE = "application/jose";

    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    /** Signed: a JWS (RFC 7515) in compact form, with Ed25519 (RFC 8037), and a line end. */
    String signed(SigningKey key) {
        var header = JsonNodeFactory.instance
                .objectNode()
                .put("alg", "EdDSA")
                .put("kid", key.id())
                .put("typ", "JOSE")
                .put("cty", "application/json");
        var input = URL.encodeToString(header.toString().getBytes(UTF_8)) + "."
                + URL.encodeToString(json().getBytes(UTF_8));
        return input + "." + URL.encodeToString(key.sign(input.getBytes(US_ASCII))) + "\n";
    }

    private String json() {
        var receipt = JsonNodeFactory.instance
                .objectNode()
                .put("log", LedgerLog.NAME)
                .put("communityId", community.toString())
                .put("exchangeId", exchange.toString())
                .put("issuedAt", issuedAt.toString());
        var list = receipt.putArray("events");
        events.forEach(proof -> list.add(event(proof)));
        return receipt.toString();
    }

    private static ObjectNode event(ChainProof proof) {
        var event = proof.event();
        var node = JsonNodeFactory.instance
                .objectNode()
                .put("sequence", event.sequence())
                .put("id", event.id().toString())
                .put("topic", event.topic())
                .put("key", event.key())
                .put("type", event.type())
                .put("stream", event.stream().toString())
                .put("version", event.version())
                .put("chain", event.chain().toString())
                .put("recordedAt", event.recordedAt().toString());
        node.set("body", EventBody.read(event.body()));
        return node.put("previous", proof.previous())
                .put("hashed", Base64.getEncoder().encodeToString(proof.hashed(LedgerLog.NAME)))
                .put("link", proof.link());
    }
}
