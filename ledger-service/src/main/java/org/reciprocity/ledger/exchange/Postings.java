package org.reciprocity.ledger.exchange;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.reciprocity.ledger.account.AccountStatus;

/** What exchanges move on accounts, and whether the accounts allow it. */
final class Postings {
    private Postings() {}

    /**
     * What the legs move, summed by account. Hours of professionals, and of programmes without credit, move nothing; nor does
     * a session that professionals alone give.
     */
    static Map<UUID, Long> of(
            Exchange.Occasion occasion, List<Exchange.Leg> legs, boolean earnsCredit, Map<UUID, UUID> accounts) {
        var postings = new TreeMap<UUID, Long>();
        boolean free =
                occasion.kind().timeWasGiven() && (!earnsCredit || (occasion.session() && givenByProfessionals(legs)));
        for (var leg : legs) {
            boolean ofProfessional = occasion.kind().timeWasGiven() && leg.providerRole() == Exchange.Role.PROFESSIONAL;
            if (!free && !ofProfessional) {
                postings.merge(accounts.get(leg.provider()), (long) leg.minutes(), Math::addExact);
                postings.merge(accounts.get(leg.receiver()), (long) -leg.minutes(), Math::addExact);
            }
        }
        postings.values().removeIf(minutes -> minutes == 0);
        return postings;
    }

    /** Whether nobody gives as anything else. The legs of a session begin with a giver's, which the community receives. */
    private static boolean givenByProfessionals(List<Exchange.Leg> legs) {
        var community = legs.getFirst().receiver();
        return legs.stream()
                .filter(leg -> leg.receiver().equals(community))
                .allMatch(leg -> leg.providerRole() == Exchange.Role.PROFESSIONAL);
    }

    /** Why the accounts, as they stand, do not allow it. */
    static Optional<Refusal> unaffordable(Exchange.Kind kind, Map<UUID, Long> postings, Book book) {
        if (kind == Exchange.Kind.SETTLEMENT) {
            return missing(postings, book).or(() -> closed(postings, book));
        }
        for (var posting : postings.entrySet()) {
            var standing = book.standings().get(posting.getKey());
            if (standing == null) {
                return Optional.of(new Refusal.AccountNotOpen(posting.getKey()));
            }
            var refusal = unaffordable(posting.getKey(), posting.getValue(), standing);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private static Optional<Refusal> unaffordable(UUID account, long minutes, Book.Standing standing) {
        return switch (standing.status()) {
            case SUSPENDED -> Optional.of(new Refusal.AccountSuspended(account));
            case CLOSED -> Optional.of(new Refusal.AccountClosed(account));
            case OPEN -> {
                if (standing.fallsShort(minutes)) {
                    yield Optional.of(new Refusal.InsufficientCredit(account));
                }
                yield standing.overflows(minutes) ? Optional.of(new Refusal.CeilingReached(account)) : Optional.empty();
            }
        };
    }

    private static Optional<Refusal> closed(Map<UUID, Long> postings, Book book) {
        return postings.keySet().stream()
                .filter(account -> book.standings().get(account).status() == AccountStatus.CLOSED)
                .findFirst()
                .map(Refusal.AccountClosed::new);
    }

    /** An account that is moved past its limits has to be there all the same. */
    static Optional<Refusal> missing(Map<UUID, Long> postings, Book book) {
        return postings.keySet().stream()
                .filter(account -> !book.standings().containsKey(account))
                .findFirst()
                .map(Refusal.AccountNotOpen::new);
    }

    /**
     * What takes back what was moved. A closed account stays at zero, for nobody could reach what it would get: the pot takes
     * its share, or gives it.
     */
    static Map<UUID, Long> opposite(Map<UUID, Long> postings, UUID pot, Book book) {
        var opposite = new TreeMap<UUID, Long>();
        postings.forEach((account, minutes) -> {
            var standing = book.standings().get(account);
            boolean closed = standing != null && standing.status() == AccountStatus.CLOSED;
            opposite.merge(closed ? pot : account, -minutes, Math::addExact);
        });
        opposite.values().removeIf(minutes -> minutes == 0);
        return opposite;
    }

    /** The accounts that taking it back may move: the pot has to be at hand for those that have been closed. */
    static Map<UUID, Long> mayMoveBack(Map<UUID, Long> postings, UUID pot) {
        var moves = new TreeMap<UUID, Long>();
        moves.put(pot, 0L);
        postings.forEach((account, minutes) -> moves.merge(account, -minutes, Math::addExact));
        return moves;
    }
}
