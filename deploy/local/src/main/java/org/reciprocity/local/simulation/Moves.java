package org.reciprocity.local.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What an exchange moves, by the book: the receiver pays the provider, and hours of professionals, and of programmes without
 * credit, move nothing.
 */
record Moves(Year year) {
    private static final Set<String> TIME_GIVEN = Set.of("service", "contribution");

    Map<Account, Long> of(Act.Exchange exchange) {
        var moves = new HashMap<Account, Long>();
        boolean timeWasGiven = TIME_GIVEN.contains(exchange.kind());
        for (var leg : exchange.legs()) {
            boolean free = leg.providerRole().equals("professional") || !year.earnsCredit(exchange.programme());
            if (!(timeWasGiven && free)) {
                moves.merge(provider(exchange, leg), (long) leg.minutes(), Long::sum);
                moves.merge(receiver(leg), (long) -leg.minutes(), Long::sum);
            }
        }
        moves.values().removeIf(minutes -> minutes == 0);
        return moves;
    }

    Map<Account, Long> back(Act.Exchange exchange) {
        var moves = of(exchange);
        moves.replaceAll((account, minutes) -> -minutes);
        return moves;
    }

    private Account provider(Act.Exchange exchange, Act.Leg leg) {
        return switch (exchange.kind()) {
            case "redemption" -> new Account("redemption", leg.provider());
            case "issuance", "grant" -> holder(leg.provider());
            default -> new Account("participant", leg.provider());
        };
    }

    private Account receiver(Act.Leg leg) {
        return leg.receiver().map(this::holder).orElse(new Account("issuance", year.community()));
    }

    private Account holder(UUID party) {
        if (party.equals(year.community())) {
            return new Account("pot", party);
        }
        return new Account(year.people().of(party) == null ? "agency" : "participant", party);
    }
}
