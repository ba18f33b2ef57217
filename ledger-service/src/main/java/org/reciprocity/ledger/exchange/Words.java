package org.reciprocity.ledger.exchange;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Whose word an exchange needs, which words count, and how many minutes they come to. */
final class Words {
    private Words() {}

    /** What words that somebody brings come to. */
    sealed interface Heard {
        /** They stand, and may be the beginning of a dispute; null for none. */
        record Taken(List<Exchange.Confirmation> confirmations, Exchange.Dispute dispute) implements Heard {}

        /** One of them does not stand. */
        record Unfit(Refusal refusal) implements Heard {}
    }

    /**
     * How far the hours of an exchange can be trusted: by the word of who received them, of several the strongest. Null where nobody gave
     * time.
     */
    static Exchange.Assurance assurance(
            Exchange.Terms terms, List<Exchange.Confirmation> given, ExchangeCommand.Rules rules) {
        return switch (terms.kind()) {
            case SERVICE, CONTRIBUTION, CODESIGN -> {
                var receivers = receivers(terms, rules);
                boolean recorded = receivers.stream()
                        .anyMatch(party -> isAgency(terms, party, rules) && recorded(terms, party, rules));
                var words = given.stream()
                        .filter(word -> receivers.contains(word.party()))
                        .map(Exchange.Confirmation::how)
                        .toList();
                yield new Exchange.Assurance(
                        recorded ? Exchange.How.PARTY : strongest(words),
                        terms.bearer() != null
                                && terms.legs().stream().anyMatch(leg -> rules.same(terms.bearer(), leg.provider())));
            }
            case REDEMPTION, GIFT, GRANT, ISSUANCE, RETIREMENT, SETTLEMENT, TRANSFER -> null;
        };
    }

    /** Who received what was given: in a session not the community, which stands between, unless nobody else is there who did. */
    private static Set<UUID> receivers(Exchange.Terms terms, ExchangeCommand.Rules rules) {
        var receivers = new LinkedHashSet<UUID>();
        terms.legs().forEach(leg -> receivers.add(leg.receiver()));
        if (terms.occasion().session() && receivers.size() > 1) {
            receivers.remove(rules.community());
        }
        return receivers;
    }

    private static Exchange.How strongest(List<Exchange.How> words) {
        for (var how : List.of(Exchange.How.PARTY, Exchange.How.ON_BEHALF, Exchange.How.AUTO)) {
            if (words.contains(how)) {
                return how;
            }
        }
        return null;
    }

    /** Takes words one after the other, beside those already given. */
    static Heard hear(
            Exchange.Terms terms,
            List<Exchange.Confirmation> given,
            List<ExchangeCommand.Word> words,
            ExchangeCommand.Actor actor,
            ExchangeCommand.Rules rules) {
        var all = new ArrayList<>(given);
        Exchange.Dispute dispute = null;
        for (var word : words) {
            var parties = word.party() == null ? spokenFor(terms, all, word, rules) : List.of(word.party());
            if (parties.isEmpty()) {
                return new Heard.Unfit(
                        all.size() > given.size() ? new Refusal.ConfirmedTwice() : new Refusal.AlreadyConfirmed());
            }
            for (var party : parties) {
                var confirmation = new Exchange.Confirmation(
                        party,
                        word.how(),
                        word.minutes(),
                        new Exchange.By(
                                actor.agency(),
                                word.how() == Exchange.How.PARTY ? actor.bearer() : speaker(word, actor),
                                word.authority()));
                var unfit = unfit(terms, given, all, confirmation, actor, rules);
                if (unfit.isPresent()) {
                    return new Heard.Unfit(unfit.get());
                }
                if (dispute == null && differs(terms, all, confirmation, rules)) {
                    dispute = new Exchange.Dispute(party, Exchange.DisputeReason.MINUTES, confirmation.by(), null);
                }
                all.add(confirmation);
            }
        }
        return new Heard.Taken(List.copyOf(all.subList(given.size(), all.size())), dispute);
    }

    private static UUID speaker(ExchangeCommand.Word word, ExchangeCommand.Actor actor) {
        return word.authority() == Exchange.Authority.BROKER ? actor.bearer() : word.actor();
    }

    /** The participants who have not spoken yet; all of them where everybody has, and a broker approves what they said. */
    private static List<UUID> spokenFor(
            Exchange.Terms terms,
            List<Exchange.Confirmation> given,
            ExchangeCommand.Word word,
            ExchangeCommand.Rules rules) {
        var all = new LinkedHashSet<UUID>();
        for (var leg : terms.legs()) {
            for (var party : List.of(leg.provider(), leg.receiver())) {
                if (!party.equals(Exchange.NOBODY) && !isAgency(terms, party, rules)) {
                    all.add(party);
                }
            }
        }
        var silent = new LinkedHashSet<>(all);
        given.forEach(confirmation -> silent.remove(confirmation.party()));
        boolean approves = word.authority() == Exchange.Authority.BROKER && awaitsApproval(terms, given, rules);
        return List.copyOf(silent.isEmpty() && approves ? all : silent);
    }

    /** Whether a confirmation cannot stand beside those already given, and those of the same request. */
    private static Optional<Refusal> unfit(
            Exchange.Terms terms,
            List<Exchange.Confirmation> given,
            List<Exchange.Confirmation> all,
            Exchange.Confirmation confirmation,
            ExchangeCommand.Actor actor,
            ExchangeCommand.Rules rules) {
        var party = confirmation.party();
        if (party.equals(Exchange.NOBODY) || !terms.has(party)) {
            return Optional.of(new Refusal.NotAParty());
        }
        // Who has spoken is not spoken for, unless a broker approves what they said: that word stands beside
        // the party's.
        boolean approves = confirmation.brokers() && awaitsApproval(terms, given, rules) && !brokered(all, party);
        if (spoke(given, party) && !approves) {
            return Optional.of(new Refusal.AlreadyConfirmed());
        }
        if (spoke(all, party) && !approves) {
            return Optional.of(new Refusal.ConfirmedTwice());
        }
        var unheard = isAgency(terms, party, rules)
                ? notTheAgency(terms, confirmation, actor, rules)
                : confirmation.how() == Exchange.How.PARTY
                        ? notTheirOwn(terms, party, actor, rules)
                        : mayNotSpeakFor(terms, confirmation, actor, rules);
        return unheard.or(
                () -> confirmation.minutes() == null ? Optional.empty() : unclear(terms, confirmation, rules));
    }

    private static boolean spoke(List<Exchange.Confirmation> given, UUID party) {
        return given.stream().anyMatch(earlier -> earlier.party().equals(party));
    }

    /** Whether nobody but a broker can bring it to its end: by the policy, or because the policy asked for more when all had spoken. */
    private static boolean awaitsApproval(
            Exchange.Terms terms, List<Exchange.Confirmation> given, ExchangeCommand.Rules rules) {
        return lacksABroker(terms, given, rules) || complete(terms, given, rules);
    }

    private static boolean brokered(List<Exchange.Confirmation> given, UUID party) {
        return given.stream().anyMatch(earlier -> earlier.party().equals(party) && earlier.brokers());
    }

    /** Agencies and the community confirm by their own token only, and not by somebody who would gain by it. */
    private static Optional<Refusal> notTheAgency(
            Exchange.Terms terms, UUID party, ExchangeCommand.Actor actor, ExchangeCommand.Rules rules) {
        if (!actor.agency().equals(rules.agencyBehind(party))) {
            return Optional.of(new Refusal.WordOfAnotherAgency());
        }
        return rules.hasAPart(actor.bearer(), terms) ? Optional.of(new Refusal.SelfConfirmation()) : Optional.empty();
    }

    private static Optional<Refusal> notTheAgency(
            Exchange.Terms terms,
            Exchange.Confirmation confirmation,
            ExchangeCommand.Actor actor,
            ExchangeCommand.Rules rules) {
        return notTheAgency(terms, confirmation.party(), actor, rules)
                .or(() -> confirmation.how() == Exchange.How.PARTY
                        ? Optional.empty()
                        : Optional.of(new Refusal.AgencySpokenFor()));
    }

    /**
     * A token that is somebody's in particular brings that person's word, and nobody else's. One that is nobody's brings the
     * word of those whom its agency sees, and not where that agency is paid.
     */
    private static Optional<Refusal> notTheirOwn(
            Exchange.Terms terms, UUID party, ExchangeCommand.Actor actor, ExchangeCommand.Rules rules) {
        if (actor.bearer() == null) {
            return gains(terms, actor.agency(), rules)
                    ? Optional.of(new Refusal.PaidForTheWord())
                    : notHeard(party, actor, rules);
        }
        if (actor.bearer().equals(party)) {
            return Optional.empty();
        }
        return Optional.of(
                rules.hasAPart(actor.bearer(), terms) ? new Refusal.SelfConfirmation() : new Refusal.NotTheBearers());
    }

    private static Optional<Refusal> notHeard(UUID party, ExchangeCommand.Actor actor, ExchangeCommand.Rules rules) {
        return actor.hears(party, rules) ? Optional.empty() : Optional.of(new Refusal.NotHeard());
    }

    private static Optional<Refusal> mayNotSpeakFor(
            Exchange.Terms terms,
            Exchange.Confirmation confirmation,
            ExchangeCommand.Actor actor,
            ExchangeCommand.Rules rules) {
        var party = confirmation.party();
        if (terms.kind() == Exchange.Kind.GIFT
                && terms.legs().stream().anyMatch(leg -> leg.receiver().equals(party))) {
            return Optional.of(new Refusal.OwnWordNeeded());
        }
        var speaker = confirmation.by().actor();
        if (confirmation.by().authority() == Exchange.Authority.BROKER) {
            if (!actor.mayActForOthers()) {
                return Optional.of(new Refusal.MayNotActForOthers());
            }
            if (rules.hasAPart(actor.bearer(), terms)) {
                return Optional.of(new Refusal.SelfConfirmation());
            }
        } else if (actor.bearer() != null) {
            // Nothing but its bearer says that a supporter's own token speaks for somebody: their agency's says so.
            return Optional.of(new Refusal.NotTheBearers());
        } else if (rules.same(party, speaker)) {
            return Optional.of(new Refusal.OwnSupporter());
        } else if (gains(terms, speaker, rules)) {
            return Optional.of(new Refusal.PaidForTheWord());
        }
        return gains(terms, actor.agency(), rules)
                ? Optional.of(new Refusal.PaidForTheWord())
                : notHeard(party, actor, rules);
    }

    /** Why somebody may not dispute for a party. */
    static Optional<Refusal> mayNotDispute(Exchange.Terms terms, ExchangeCommand.Dispute dispute) {
        var party = dispute.party();
        var actor = dispute.actor();
        if (party.equals(Exchange.NOBODY) || !terms.has(party)) {
            return Optional.of(new Refusal.NotAParty());
        }
        if (isAgency(terms, party, dispute.rules())) {
            return notTheAgency(terms, party, actor, dispute.rules());
        }
        if (actor.bearer() == null) {
            return notHeard(party, actor, dispute.rules());
        }
        return actor.bearer().equals(party) ? Optional.empty() : Optional.of(new Refusal.NotTheBearers());
    }

    private static boolean gains(Exchange.Terms terms, UUID party, ExchangeCommand.Rules rules) {
        return terms.legs().stream().anyMatch(leg -> rules.same(leg.provider(), party));
    }

    /** Whether a party is an agency or the community, which follows from the kind. */
    private static boolean isAgency(Exchange.Terms terms, UUID party, ExchangeCommand.Rules rules) {
        if (party.equals(rules.community())) {
            return true;
        }
        return switch (terms.kind()) {
            case SERVICE, GIFT -> false;
            case CONTRIBUTION, CODESIGN ->
                !terms.occasion().session()
                        && terms.legs().stream().anyMatch(leg -> leg.receiver().equals(party));
            case REDEMPTION, GRANT, ISSUANCE ->
                terms.legs().stream().anyMatch(leg -> leg.provider().equals(party))
                        && terms.kind() != Exchange.Kind.GRANT;
            case RETIREMENT, SETTLEMENT, TRANSFER -> false;
        };
    }

    private static Optional<Refusal> unclear(
            Exchange.Terms terms, Exchange.Confirmation confirmation, ExchangeCommand.Rules rules) {
        int place = -1;
        for (int i = 0; i < terms.legs().size(); i++) {
            if (terms.legs().get(i).has(confirmation.party())) {
                if (place >= 0) {
                    return Optional.of(new Refusal.MinutesUnclear());
                }
                place = i;
            }
        }
        return confirmation.minutes() < 1 || confirmation.minutes() > rules.maxLegMinutes()
                ? Optional.of(new Refusal.MinutesOutOfRange(place, rules.maxLegMinutes()))
                : Optional.empty();
    }

    /** Whether the minutes differ by more than the tolerance from those recorded, or from what the other side named. */
    private static boolean differs(
            Exchange.Terms terms,
            List<Exchange.Confirmation> given,
            Exchange.Confirmation confirmation,
            ExchangeCommand.Rules rules) {
        if (confirmation.minutes() == null) {
            return false;
        }
        var leg = terms.legs().stream()
                .filter(one -> one.has(confirmation.party()))
                .findFirst()
                .orElseThrow();
        int least = Math.min(leg.minutes(), confirmation.minutes());
        int most = Math.max(leg.minutes(), confirmation.minutes());
        for (var other : given) {
            if (other.minutes() != null && leg.has(other.party())) {
                least = Math.min(least, other.minutes());
                most = Math.max(most, other.minutes());
            }
        }
        return most - least > rules.toleranceMinutes();
    }

    /** Whether every word that is needed has been given. */
    static boolean complete(Exchange.Terms terms, List<Exchange.Confirmation> given, ExchangeCommand.Rules rules) {
        return awaited(terms, given, rules).isEmpty() && !lacksABroker(terms, given, rules);
    }

    /** Whether a broker has to approve, and none has. */
    private static boolean lacksABroker(
            Exchange.Terms terms, List<Exchange.Confirmation> given, ExchangeCommand.Rules rules) {
        return needsABroker(terms, rules)
                && given.stream().noneMatch(word -> word.brokers() && !isAgency(terms, word.party(), rules));
    }

    private static boolean needsABroker(Exchange.Terms terms, ExchangeCommand.Rules rules) {
        return terms.kind() == Exchange.Kind.SERVICE && rules.asked() == ExchangeCommand.Asked.BROKER;
    }

    /** Which parties' words are still needed. */
    static Set<UUID> awaited(Exchange.Terms terms, List<Exchange.Confirmation> given, ExchangeCommand.Rules rules) {
        var awaited = new LinkedHashSet<UUID>();
        for (var leg : terms.legs()) {
            switch (terms.kind()) {
                case SERVICE -> {
                    switch (rules.asked()) {
                        case BOTH -> {
                            awaited.add(leg.receiver());
                            awaited.add(leg.provider());
                        }
                        case RECEIVER -> awaited.add(leg.receiver());
                        case BROKER -> {
                            // See needsABroker.
                        }
                    }
                }
                case CONTRIBUTION, CODESIGN -> {
                    awaited.add(leg.provider());
                    awaited.add(leg.receiver());
                }
                case REDEMPTION, GIFT -> awaited.add(leg.receiver());
                case GRANT, ISSUANCE, RETIREMENT, SETTLEMENT, TRANSFER -> {
                    // The lead decides, or another act has decided already.
                }
            }
        }
        if (terms.occasion().session()) {
            awaited.remove(rules.community());
            if (potPays(agreed(terms, given), rules)) {
                awaited.add(rules.community());
            }
        }
        awaited.removeIf(party -> isAgency(terms, party, rules) && recorded(terms, party, rules));
        given.forEach(confirmation -> awaited.remove(confirmation.party()));
        return awaited;
    }

    /** An agency that records what it received confirms it by that, unless somebody did who would gain by it. */
    private static boolean recorded(Exchange.Terms terms, UUID party, ExchangeCommand.Rules rules) {
        return terms.recordedBy().equals(rules.agencyBehind(party)) && !rules.hasAPart(terms.bearer(), terms);
    }

    /** Whether givers are credited with more than receivers pay, by the minutes that would settle. */
    private static boolean potPays(List<Exchange.Leg> legs, ExchangeCommand.Rules rules) {
        long pays = 0;
        for (var leg : legs) {
            if (leg.provider().equals(rules.community())) {
                pays -= leg.minutes();
            } else if (leg.providerRole() != Exchange.Role.PROFESSIONAL) {
                pays += leg.minutes();
            }
        }
        return rules.earnsCredit() && pays > 0;
    }

    /**
     * What silence comes to: the participants whose word is still needed, or nothing where it cannot stand for a word. It
     * stands for one only where somebody has spoken, a party or a recorder who is none, and never for an agency's or a
     * broker's.
     */
    static List<Exchange.Confirmation> silence(
            Exchange.Terms terms, List<Exchange.Confirmation> given, ExchangeCommand.Rules rules) {
        var awaited = awaited(terms, given, rules);
        boolean spoken = !given.isEmpty() || !rules.hasAPart(terms.bearer(), terms);
        if (!terms.kind().timeWasGiven()
                || !spoken
                || needsABroker(terms, rules)
                || awaited.stream().anyMatch(party -> isAgency(terms, party, rules))) {
            return List.of();
        }
        return awaited.stream()
                .map(party -> new Exchange.Confirmation(party, Exchange.How.AUTO, null))
                .toList();
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
