package org.reciprocity.ledger.proof;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.reciprocity.ledger.account.AccountIds;
import org.reciprocity.ledger.account.AccountKind;
import org.reciprocity.ledger.exchange.Exchange;

/**
 * A book as JSON-LD in the ValueFlows vocabulary (https://w3id.org/valueflows/ont/vf#). An account is an economic resource
 * that its owner holds. An exchange is an agreement; what realizes it is one economic event for each leg in which time was
 * given (deliverService or work), and one for each transfer of credit from one account to another, which is its reciprocal
 * where time was given. A reversal corrects each of them by its own quantity below zero, which the vocabulary allows in
 * corrections alone. An account that has been closed since stays at zero: what its correction moves there the pot takes over,
 * by one more transfer.
 *
 * <p>Not thread-safe: a book is told once.
 */
final class ValueFlows implements Chronicle.Telling {
    private static final String URN = "urn:uuid:";
    private static final String TRANSFER = "transfer";

    private static final String CONTEXT = """
            {"@context":{"@vocab":"https://w3id.org/valueflows/ont/vf#",\
            "om2":"http://www.ontology-of-units-of-measure.org/resource/om-2/",\
            "dcterms":"http://purl.org/dc/terms/","xsd":"http://www.w3.org/2001/XMLSchema#",\
            "action":{"@type":"@vocab"},"provider":{"@type":"@id"},"receiver":{"@type":"@id"},\
            "primaryAccountable":{"@type":"@id"},"conformsTo":{"@type":"@id"},"resourceConformsTo":{"@type":"@id"},\
            "resourceInventoriedAs":{"@type":"@id"},"toResourceInventoriedAs":{"@type":"@id"},\
            "inScopeOf":{"@type":"@id"},"realizationOf":{"@type":"@id"},"reciprocalRealizationOf":{"@type":"@id"},\
            "corrects":{"@type":"@id"},"defaultUnitOfResource":{"@type":"@id"},\
            "hasUnit":{"@id":"om2:hasUnit","@type":"@id"},"hasNumericalValue":{"@id":"om2:hasNumericalValue"},\
            "hasPointInTime":{"@type":"xsd:dateTimeStamp"},\
            "created":{"@id":"dcterms:created","@type":"xsd:dateTime"}},
            "@graph":[
            """;

    private Chronicle.Edition edition;

    @Override
    public String beginning(Chronicle.Edition told) {
        edition = told;
        var community = node(URN + told.community(), "Organization").put("name", told.code());
        var credit = node(credit(), "ResourceSpecification")
                .put("name", "a minute of anybody's time")
                .put("defaultUnitOfResource", "om2:minute-Time");
        return CONTEXT + community + ",\n" + credit;
    }

    @Override
    public String entry(BookEntry entry, BookEntry.Context context) {
        return switch (entry) {
            case BookEntry.Opened opened -> account(opened);
            case BookEntry.Moved moved ->
                moved.reversed().isPresent() ? reversed(moved, context) : settled(moved, context);
        };
    }

    @Override
    public void before(BookEntry.Moved moved, BookEntry.Context context) {
        // The vocabulary tells what happens; what a resource comes to follows from all of it.
    }

    private String account(BookEntry.Opened opened) {
        var holder = opened.holder();
        var owner =
                switch (holder.kind()) {
                    case PARTICIPANT -> Optional.of(node(URN + holder.owner(), "Agent"));
                    case AGENCY, CLEARING -> Optional.of(node(URN + holder.owner(), "Organization"));
                    case POT, ISSUANCE, REDEMPTION -> Optional.<ObjectNode>empty();
                };
        return owner.map(ValueFlows::line).orElse("")
                + line(node(URN + opened.account(), "EconomicResource")
                        .put("name", holder.kind().wire())
                        .put("conformsTo", credit())
                        .put("primaryAccountable", URN + holder.owner()));
    }

    private String settled(BookEntry.Moved moved, BookEntry.Context context) {
        var kind = moved.occasion().kind();
        var exchange = URN + moved.exchange();
        var text = new StringBuilder(line(node(exchange, "Agreement").put("name", kind.wire())));
        var given = action(kind);
        given.ifPresent(action -> {
            for (int leg = 0; leg < moved.legs().size(); leg++) {
                var each = moved.legs().get(leg);
                text.append(line(event(legId(moved, leg), action, each.minutes(), moved)
                        .put("provider", URN + each.provider())
                        .put("receiver", URN + each.receiver())
                        .put("realizationOf", exchange)));
            }
        });
        var realizes = given.isPresent() ? "reciprocalRealizationOf" : "realizationOf";
        int number = 0;
        for (var transfer : CreditTransfer.of(moved.postings())) {
            text.append(line(transfer(creditId(moved, number++), transfer, moved, context)
                    .put(realizes, exchange)));
        }
        return text.toString();
    }

    /**
     * Each transfer of the exchange is corrected as it was, between the accounts that it was between. The reversal itself may
     * have moved others: an account that was closed meanwhile is spared, and the pot moves in its place.
     */
    private String reversed(BookEntry.Moved moved, BookEntry.Context context) {
        var text = new StringBuilder();
        action(moved.occasion().kind()).ifPresent(action -> {
            for (int leg = 0; leg < moved.legs().size(); leg++) {
                text.append(line(correction(
                        legId(moved, leg), action, moved.legs().get(leg).minutes(), moved)));
            }
        });
        var settled = context.settled(moved.exchange());
        int number = 0;
        for (var transfer : CreditTransfer.of(settled)) {
            text.append(line(correction(creditId(moved, number++), TRANSFER, transfer.minutes(), moved)
                    .put("resourceInventoriedAs", URN + transfer.from())
                    .put("toResourceInventoriedAs", URN + transfer.to())));
        }
        int taken = 0;
        for (var transfer : takenOver(settled, moved.postings())) {
            text.append(line(transfer(takenOverId(moved, taken++), transfer, moved, context)
                    .put("realizationOf", URN + moved.exchange())));
        }
        return text.toString();
    }

    /** What goes between the pot and each account that has been spared, so that it stands where it stood. */
    private List<CreditTransfer> takenOver(Map<UUID, Long> settled, Map<UUID, Long> reversed) {
        var left = new TreeMap<>(settled);
        reversed.forEach((account, minutes) -> left.merge(account, minutes, Math::addExact));
        var pot = AccountIds.of(edition.community(), AccountKind.POT, edition.community());
        left.remove(pot);
        return left.entrySet().stream()
                .filter(spared -> spared.getValue() != 0)
                .map(spared -> spared.getValue() > 0
                        ? new CreditTransfer(pot, spared.getKey(), spared.getValue())
                        : new CreditTransfer(spared.getKey(), pot, -spared.getValue()))
                .toList();
    }

    private ObjectNode transfer(String id, CreditTransfer transfer, BookEntry.Moved moved, BookEntry.Context context) {
        return event(id, TRANSFER, transfer.minutes(), moved)
                .put("provider", URN + context.holder(transfer.from()).owner())
                .put("receiver", URN + context.holder(transfer.to()).owner())
                .put("resourceConformsTo", credit())
                .put("resourceInventoriedAs", URN + transfer.from())
                .put("toResourceInventoriedAs", URN + transfer.to());
    }

    /** The action of each leg, where time was given; nothing where an exchange is about credit alone. */
    private static Optional<String> action(Exchange.Kind kind) {
        return switch (kind) {
            case SERVICE -> Optional.of("deliverService");
            case CONTRIBUTION, CODESIGN -> Optional.of("work");
            case REDEMPTION, GIFT, GRANT, ISSUANCE, RETIREMENT, SETTLEMENT, TRANSFER -> Optional.empty();
        };
    }

    private ObjectNode correction(String corrected, String action, long minutes, BookEntry.Moved moved) {
        return event(corrected + "-reversed", action, -minutes, moved).put("corrects", corrected);
    }

    private ObjectNode event(String id, String action, long minutes, BookEntry.Moved moved) {
        var event = node(id, "EconomicEvent")
                .put("action", action)
                .put("hasPointInTime", moved.occasion().occurredAt().toString())
                .put("created", moved.recordedAt().toString())
                .put("inScopeOf", URN + edition.community());
        event.putObject(action.equals("work") ? "effortQuantity" : "resourceQuantity")
                .put("hasNumericalValue", minutes)
                .put("hasUnit", "om2:minute-Time");
        return event;
    }

    private String credit() {
        return URN + edition.community() + "#credit";
    }

    private static String legId(BookEntry.Moved moved, int leg) {
        return URN + moved.exchange() + "#leg-" + (leg + 1);
    }

    private static String creditId(BookEntry.Moved moved, int number) {
        return URN + moved.exchange() + "#credit-" + (number + 1);
    }

    private static String takenOverId(BookEntry.Moved moved, int number) {
        return URN + moved.exchange() + "#taken-over-" + (number + 1);
    }

    private static ObjectNode node(String id, String type) {
        return JsonNodeFactory.instance.objectNode().put("@id", id).put("@type", type);
    }

    private static String line(ObjectNode node) {
        return ",\n" + node;
    }

    @Override
    public String end() {
        return "\n]}\n";
    }
}
