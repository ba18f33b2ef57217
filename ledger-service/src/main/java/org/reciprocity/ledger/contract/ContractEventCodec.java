package org.reciprocity.ledger.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.ledger.log.EventBody;
import org.reciprocity.ledger.log.Topics;
import org.reciprocity.ledger.request.Decimals;

/** Contracts' events as they are stored and published, under the key of their community. */
public final class ContractEventCodec {
    private static final String LET = "org.reciprocity.contract-let.v1";
    private static final String ENDED = "org.reciprocity.contract-ended.v1";

    private ContractEventCodec() {}

    /** An event to append. */
    public static NewEvent write(UUID community, UUID id, long version, Instant at, ContractEvent event) {
        return new NewEvent(
                EventIds.next(),
                Topics.OUTCOMES,
                community.toString(),
                switch (event) {
                    case ContractEvent.Let let -> LET;
                    case ContractEvent.Ended ended -> ENDED;
                },
                id,
                version,
                community,
                at,
                body(id, event));
    }

    private static String body(UUID id, ContractEvent event) {
        return switch (event) {
            case ContractEvent.Let(Contract.Terms terms) -> {
                var domains = JsonNodeFactory.instance.arrayNode();
                terms.domains().forEach(domain -> domains.add(domain(domain)));
                yield EventBody.object()
                        .put("contract", id)
                        .put("code", terms.code())
                        .put("commissioner", terms.commissioner())
                        .put("programmes", texts(terms.programmes()))
                        .put("providers", texts(terms.providers()))
                        .put("from", terms.from())
                        .put("to", terms.to())
                        .put("domains", domains)
                        .put("paidOn", terms.paidOn())
                        .put("counterFigure", terms.counterFigure())
                        .json();
            }
            case ContractEvent.Ended(LocalDate endedOn, String reason) ->
                EventBody.object()
                        .put("contract", id)
                        .put("endedOn", endedOn)
                        .put("reason", reason)
                        .json();
        };
    }

    private static List<String> texts(List<UUID> ids) {
        return ids.stream().map(UUID::toString).toList();
    }

    private static JsonNode domain(Contract.Domain domain) {
        var body = EventBody.object()
                .put("domain", domain.domain())
                .put(
                        "measuredBy",
                        EventBody.object()
                                .put("kind", domain.measuredBy().kind())
                                .put("code", domain.measuredBy().code())
                                .node());
        if (domain.target() != null) {
            body.node().put("target", domain.target());
        }
        return body.put("direction", domain.direction()).node();
    }

    /** An event that was stored. */
    public static ContractEvent read(String type, String body) {
        return switch (type) {
            case LET -> new ContractEvent.Let(terms(body));
            case ENDED -> {
                var json = EventBody.read(body);
                yield new ContractEvent.Ended(
                        LocalDate.parse(json.get("endedOn").textValue()),
                        json.get("reason").textValue());
            }
            default -> throw new IllegalStateException("Not a contract's event: " + type);
        };
    }

    /** What is agreed, in a body that was stored. */
    static Contract.Terms terms(String body) {
        var json = EventBody.read(body);
        var domains = new ArrayList<Contract.Domain>();
        json.get("domains")
                .forEach(domain -> domains.add(new Contract.Domain(
                        domain.get("domain").textValue(),
                        new Contract.MeasuredBy(
                                domain.at("/measuredBy/kind").textValue(),
                                domain.at("/measuredBy/code").textValue()),
                        domain.has("target")
                                ? Decimals.plain(domain.get("target").decimalValue())
                                : null,
                        domain.path("direction").textValue())));
        return new Contract.Terms(
                json.get("code").textValue(),
                UUID.fromString(json.get("commissioner").textValue()),
                ids(json.get("programmes")),
                ids(json.get("providers")),
                LocalDate.parse(json.get("from").textValue()),
                LocalDate.parse(json.get("to").textValue()),
                domains,
                json.get("paidOn").textValue(),
                json.path("counterFigure").textValue());
    }

    private static List<UUID> ids(JsonNode array) {
        var ids = new ArrayList<UUID>();
        array.forEach(id -> ids.add(UUID.fromString(id.textValue())));
        return ids;
    }
}
