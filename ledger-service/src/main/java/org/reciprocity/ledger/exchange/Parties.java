package org.reciprocity.ledger.exchange;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.reciprocity.ledger.account.AccountKind;
import org.reciprocity.ledger.exchange.ExchangeCommand.Party;

/** Who may give to whom in each kind of exchange, and which account each of them moves. */
final class Parties {
    private Parties() {}

    /** Why a leg's provider or receiver cannot be that in this exchange. */
    static Optional<Refusal> misfit(Exchange.Occasion occasion, Exchange.Leg leg, int place, Map<UUID, Party> parties) {
        if (leg.provider().equals(leg.receiver())) {
            return Optional.of(new Refusal.SameParty(place));
        }
        var provider = Optional.ofNullable(parties.get(leg.provider()));
        var receiver = Optional.ofNullable(parties.get(leg.receiver()));
        if (provider.filter(providers(occasion)::contains).isEmpty()) {
            return Optional.of(
                    occasion.kind() == Exchange.Kind.REDEMPTION && is(provider, Party.AGENCY)
                            ? new Refusal.NotARedeemer(place)
                            : new Refusal.WrongParty(place, true));
        }
        boolean fits = leg.receiver().equals(Exchange.NOBODY)
                ? occasion.kind() == Exchange.Kind.ISSUANCE
                : receiver.filter(receivers(occasion)::contains).isPresent();
        return fits && together(occasion, provider, receiver)
                ? Optional.empty()
                : Optional.of(new Refusal.WrongParty(place, false));
    }

    /** Why what another act has decided cannot be entered. */
    static Optional<Refusal> misfits(ExchangeCommand.Enter enter) {
        var legs = enter.terms().legs();
        if (legs.isEmpty() || legs.size() > ExchangeDecider.MOST_LEGS) {
            return Optional.of(new Refusal.LegsOutOfRange());
        }
        for (int i = 0; i < legs.size(); i++) {
            if (legs.get(i).minutes() < 1 || legs.get(i).minutes() > ExchangeDecider.LONGEST_LEG_MINUTES) {
                return Optional.of(new Refusal.MinutesOutOfRange(i, ExchangeDecider.LONGEST_LEG_MINUTES));
            }
            var misfit = misfit(enter.terms().occasion(), legs.get(i), i, enter.parties());
            if (misfit.isPresent()) {
                return misfit;
            }
        }
        return Optional.empty();
    }

    private static Set<Party> providers(Exchange.Occasion occasion) {
        return switch (occasion.kind()) {
            case SERVICE, CONTRIBUTION, CODESIGN ->
                occasion.session() ? Set.of(Party.PARTICIPANT, Party.COMMUNITY) : Set.of(Party.PARTICIPANT);
            case REDEMPTION -> Set.of(Party.REDEEMER);
            case GIFT -> Set.of(Party.PARTICIPANT);
            case GRANT -> Set.of(Party.PARTICIPANT, Party.AGENCY, Party.REDEEMER);
            case ISSUANCE -> Set.of(Party.COMMUNITY, Party.AGENCY, Party.REDEEMER);
            case RETIREMENT -> Set.of(Party.COMMUNITY);
            case SETTLEMENT -> Set.of(Party.PARTICIPANT, Party.AGENCY, Party.REDEEMER, Party.COMMUNITY);
            case TRANSFER -> Set.of(Party.values());
        };
    }

    private static Set<Party> receivers(Exchange.Occasion occasion) {
        return switch (occasion.kind()) {
            case SERVICE -> occasion.session() ? Set.of(Party.PARTICIPANT, Party.COMMUNITY) : Set.of(Party.PARTICIPANT);
            case CONTRIBUTION, CODESIGN ->
                occasion.session()
                        ? Set.of(Party.PARTICIPANT, Party.COMMUNITY)
                        : Set.of(Party.COMMUNITY, Party.AGENCY, Party.REDEEMER);
            case REDEMPTION, GIFT -> Set.of(Party.PARTICIPANT);
            case GRANT -> Set.of(Party.COMMUNITY);
            case ISSUANCE -> Set.of();
            case RETIREMENT -> Set.of(Party.REDEEMER);
            case SETTLEMENT -> Set.of(Party.PARTICIPANT, Party.AGENCY, Party.REDEEMER, Party.COMMUNITY);
            case TRANSFER -> Set.of(Party.values());
        };
    }

    /** Whether the two of them fit to each other, besides each to the kind. */
    private static boolean together(Exchange.Occasion occasion, Optional<Party> provider, Optional<Party> receiver) {
        return switch (occasion.kind()) {
            case SERVICE, CONTRIBUTION, CODESIGN ->
                !occasion.session() || is(provider, Party.COMMUNITY) != is(receiver, Party.COMMUNITY);
            case SETTLEMENT -> is(provider, Party.COMMUNITY) != is(receiver, Party.COMMUNITY);
            case TRANSFER -> is(provider, Party.OTHER_COMMUNITY) != is(receiver, Party.OTHER_COMMUNITY);
            case REDEMPTION, GIFT, GRANT, ISSUANCE, RETIREMENT -> true;
        };
    }

    private static boolean is(Optional<Party> party, Party what) {
        return party.filter(what::equals).isPresent();
    }

    /** Whether a session has somebody who gives and, where time is given to participants, somebody who receives. */
    static boolean gather(Exchange.Terms terms, UUID community) {
        boolean gives = terms.legs().stream().anyMatch(leg -> leg.receiver().equals(community));
        boolean receives = terms.legs().stream().anyMatch(leg -> leg.provider().equals(community));
        return gives && (receives || terms.kind() != Exchange.Kind.SERVICE);
    }

    /** The kind of account that a party moves in a kind of exchange. */
    static AccountKind account(Exchange.Kind kind, Party party) {
        return switch (party) {
            case PARTICIPANT -> AccountKind.PARTICIPANT;
            case COMMUNITY -> kind == Exchange.Kind.RETIREMENT ? AccountKind.ISSUANCE : AccountKind.POT;
            case AGENCY -> AccountKind.AGENCY;
            case REDEEMER ->
                switch (kind) {
                    case REDEMPTION, RETIREMENT -> AccountKind.REDEMPTION;
                    case SERVICE, CONTRIBUTION, CODESIGN, GIFT, GRANT, ISSUANCE, SETTLEMENT, TRANSFER ->
                        AccountKind.AGENCY;
                };
            case OTHER_COMMUNITY -> AccountKind.CLEARING;
        };
    }

    /** What the parties of a proposed exchange are, which follows from its kind: it was checked when it was recorded. */
    static Map<UUID, Party> ofProposed(UUID community, Exchange.Terms terms) {
        var parties = new HashMap<UUID, Party>();
        for (var leg : terms.legs()) {
            switch (terms.kind()) {
                case SERVICE, GIFT -> {
                    parties.put(leg.provider(), Party.PARTICIPANT);
                    parties.put(leg.receiver(), Party.PARTICIPANT);
                }
                case CONTRIBUTION, CODESIGN -> {
                    parties.put(leg.provider(), Party.PARTICIPANT);
                    parties.put(leg.receiver(), terms.occasion().session() ? Party.PARTICIPANT : Party.AGENCY);
                }
                case REDEMPTION -> {
                    parties.put(leg.provider(), Party.REDEEMER);
                    parties.put(leg.receiver(), Party.PARTICIPANT);
                }
                case GRANT, ISSUANCE, RETIREMENT, SETTLEMENT, TRANSFER -> {
                    // They settle when they are recorded, and nobody confirms them later.
                }
            }
        }
        parties.computeIfPresent(community, (id, party) -> Party.COMMUNITY);
        return parties;
    }
}
