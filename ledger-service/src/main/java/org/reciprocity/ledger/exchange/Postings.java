package org.reciprocity.ledger.exchange;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** What exchanges move on accounts, and whether the accounts allow it. */
final class Postings {
    private Postings() {}

    /** What the legs move, summed by account. Hours of professionals, and of programmes without credit, move nothing. */
    static Map<UUID, Long> of(
            Exchange.Kind kind, List<Exchange.Leg> legs, boolean earnsCredit, Map<UUID, UUID> accounts) {
        var postings = new TreeMap<UUID, Long>();
        for (var leg : legs) {
            boolean free = kind.timeWasGiven() && (!earnsCredit || leg.providerRole() == Exchange.Role.PROFESSIONAL);
            if (!free) {
                postings.merge(accounts.get(leg.provider()), (long) leg.minutes(), Math::addExact);
                postings.merge(accounts.get(leg.receiver()), (long) -leg.minutes(), Math::addExact);
            }
        }
        postings.values().removeIf(minutes -> minutes == 0);
        return postings;
    }

    /** Why the accounts, as they stand, do not allow it. */
    static Optional<Refusal> unaffordable(Exchange.Kind kind, Map<UUID, Long> postings, Book book) {
        if (kind == Exchange.Kind.SETTLEMENT) {
            return missing(postings, book);
        }
        for (var posting : postings.entrySet()) {
            var standing = book.standings().get(posting.getKey());
            if (standing == null || !standing.open()) {
                return Optional.of(new Refusal.AccountNotOpen(posting.getKey()));
            }
            if (standing.fallsShort(posting.getValue())) {
                return Optional.of(new Refusal.InsufficientCredit(posting.getKey()));
            }
            if (standing.overflows(posting.getValue())) {
                return Optional.of(new Refusal.CeilingReached(posting.getKey()));
            }
        }
        return Optional.empty();
    }

    /** An account that is moved past its limits has to be there all the same. */
    static Optional<Refusal> missing(Map<UUID, Long> postings, Book book) {
        return postings.keySet().stream()
                .filter(account -> !book.standings().containsKey(account))
                .findFirst()
                .map(Refusal.AccountNotOpen::new);
    }

    /** What takes back what was moved. */
    static Map<UUID, Long> opposite(Map<UUID, Long> postings) {
        var opposite = new TreeMap<UUID, Long>();
        postings.forEach((account, minutes) -> opposite.put(account, -minutes));
        return opposite;
    }
}
