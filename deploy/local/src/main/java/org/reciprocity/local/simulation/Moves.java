package org.reciprocity.local.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What an exchange moves, by the book: the receiver pays the provider, and a professional's leg moves nothing. */
record Moves(Year year) {

    Map<Account, Long> of(Act.Exchange exchange) {
        var moves = new HashMap<Account, Long>();
        if (year.earnsCredit(exchange.programme())) {
            for (var leg : exchange.legs()) {
                if (!leg.providerRole().equals("professional")) {
                    moves.merge(provider(exchange, leg), (long) leg.minutes(), Long::sum);
                    moves.merge(receiver(leg), (long) -leg.minutes(), Long::sum);
                }
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
