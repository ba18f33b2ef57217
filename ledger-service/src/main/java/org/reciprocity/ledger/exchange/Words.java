package org.reciprocity.ledger.exchange;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Whose word an exchange needs, which words count, and how many minutes they come to. */
final class Words {
    private Words() {}

    /** Whether a confirmation cannot stand beside those already given. */
    static Optional<Refusal> unfit(
            Exchange.Terms terms,
            List<Exchange.Confirmation> given,
            Exchange.Confirmation confirmation,
            ExchangeCommand.Actor actor,
            ExchangeCommand.Rules rules) {
        var party = confirmation.party();
        var legs = terms.legs().stream().filter(leg -> leg.has(party)).toList();
        if (legs.isEmpty() || party.equals(Exchange.NOBODY)) {
            return Optional.of(new Refusal.NotAParty());
        }
        if (given.stream().anyMatch(earlier -> earlier.party().equals(party))) {
            return Optional.of(new Refusal.AlreadyConfirmed());
        }
        if (confirmation.how() == Exchange.How.ON_BEHALF) {
            if (terms.kind() == Exchange.Kind.GIFT
                    && legs.stream().anyMatch(leg -> leg.receiver().equals(party))) {
                return Optional.of(new Refusal.OwnWordNeeded());
            }
            if (!actor.mayActForOthers()) {
                return Optional.of(new Refusal.MayNotActForOthers());
            }
            if (legs.stream().anyMatch(leg -> leg.provider().equals(actor.agency()))) {
                return Optional.of(new Refusal.SelfConfirmation());
            }
        }
        if (speaksForAnAgency(terms, party) && !actor.agency().equals(agencyBehind(party, rules))) {
            return Optional.of(new Refusal.NotAParty());
        }
        return confirmation.minutes() == null ? Optional.empty() : unclear(legs, given, confirmation, rules);
    }

    /** Agencies and the community confirm by their own token only; participants through the agency they are with. */
    private static boolean speaksForAnAgency(Exchange.Terms terms, UUID party) {
        return terms.legs().stream().anyMatch(leg -> switch (terms.kind()) {
            case SERVICE, GIFT -> false;
            case CONTRIBUTION, CODESIGN -> leg.receiver().equals(party);
            case REDEMPTION -> leg.provider().equals(party);
            case GRANT, ISSUANCE, RETIREMENT, SETTLEMENT, TRANSFER ->
                leg.receiver().equals(party);
        });
    }

    private static UUID agencyBehind(UUID party, ExchangeCommand.Rules rules) {
        return party.equals(rules.community()) ? rules.lead() : party;
    }

    private static Optional<Refusal> unclear(
            List<Exchange.Leg> legs,
            List<Exchange.Confirmation> given,
            Exchange.Confirmation confirmation,
            ExchangeCommand.Rules rules) {
        if (legs.size() > 1) {
            return Optional.of(new Refusal.MinutesUnclear());
        }
        var leg = legs.getFirst();
        int least = Math.min(leg.minutes(), confirmation.minutes());
        int most = Math.max(leg.minutes(), confirmation.minutes());
        for (var other : given) {
            if (other.minutes() != null && leg.has(other.party())) {
                least = Math.min(least, other.minutes());
                most = Math.max(most, other.minutes());
            }
        }
        return least < 1 || most - least > rules.toleranceMinutes()
                ? Optional.of(new Refusal.MinutesDiffer(rules.toleranceMinutes()))
                : Optional.empty();
    }

    /** Whose word is still needed. */
    static Set<UUID> awaited(Exchange.Terms terms, List<Exchange.Confirmation> given, ExchangeCommand.Rules rules) {
        var awaited = new HashSet<UUID>();
        for (var leg : terms.legs()) {
            switch (terms.kind()) {
                case SERVICE -> {
                    awaited.add(leg.receiver());
                    if (rules.providersConfirm()) {
                        awaited.add(leg.provider());
                    }
                }
                case CONTRIBUTION, CODESIGN -> {
                    awaited.add(leg.provider());
                    // An agency that records what it received confirms it by that.
                    if (!terms.recordedBy().equals(agencyBehind(leg.receiver(), rules))) {
                        awaited.add(leg.receiver());
                    }
                }
                case REDEMPTION, GIFT -> awaited.add(leg.receiver());
                case GRANT, ISSUANCE, RETIREMENT, SETTLEMENT, TRANSFER -> {
                    // The lead decides, or another act has decided already.
                }
            }
        }
        given.forEach(confirmation -> awaited.remove(confirmation.party()));
        return awaited;
    }

    /** Whether everybody who pays for something has given a word: what leaves, retires or moves on needs none. */
    static boolean payersHaveSpoken(Exchange.Terms terms, List<Exchange.Confirmation> given) {
        return switch (terms.kind()) {
            case SERVICE, CONTRIBUTION, CODESIGN, REDEMPTION, GIFT ->
                terms.legs().stream().allMatch(leg -> given.stream()
                        .anyMatch(confirmation -> confirmation.party().equals(leg.receiver())));
            case GRANT, ISSUANCE, RETIREMENT, SETTLEMENT, TRANSFER -> true;
        };
    }

    /** The legs with the lower of the minutes that the parties named, where they named others. */
    static List<Exchange.Leg> agreed(Exchange.Terms terms, List<Exchange.Confirmation> given) {
        return terms.legs().stream()
                .map(leg -> leg.with(given.stream()
                        .filter(confirmation -> confirmation.minutes() != null && leg.has(confirmation.party()))
                        .mapToInt(Exchange.Confirmation::minutes)
                        .reduce(leg.minutes(), Math::min)))
                .toList();
    }
}
