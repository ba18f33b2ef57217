package org.reciprocity.ledger.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who decides a dispute and gives out credit, and what can be decided. */
final class Disputes {
    private Disputes() {}

    /** Why somebody may not decide so. */
    static Optional<Refusal> mayNotDecide(Exchange.Disputed exchange, ExchangeCommand.Resolve resolve) {
        var terms = exchange.terms();
        var actor = resolve.actor();
        var unfit = notOfTheLead(actor, resolve.rules());
        if (unfit.isPresent()) {
            return unfit;
        }
        if (resolve.rules().hasAPart(actor.bearer(), terms)) {
            return Optional.of(new Refusal.SelfConfirmation());
        }
        if (resolve.minutes() == null) {
            return Optional.empty();
        }
        if (terms.legs().stream().anyMatch(leg -> leg.provider().equals(actor.agency()))) {
            return Optional.of(new Refusal.LeadIsPaid());
        }
        return terms.kind() == Exchange.Kind.GIFT && !Words.payersHaveSpoken(terms, exchange.confirmations())
                ? Optional.of(new Refusal.OwnWordNeeded())
                : uneven(terms, resolve);
    }

    /** What the lead decides, its broker or steward does. */
    static Optional<Refusal> notOfTheLead(ExchangeCommand.Actor actor, ExchangeCommand.Rules rules) {
        if (!actor.agency().equals(rules.lead())) {
            return Optional.of(new Refusal.NotTheLead());
        }
        return actor.mayActForOthers() ? Optional.empty() : Optional.of(new Refusal.MayNotDecide());
    }

    /** Why somebody may not issue or grant credit so. */
    static Optional<Refusal> mayNotGiveOut(
            Exchange.Terms terms, ExchangeCommand.Actor actor, ExchangeCommand.Rules rules) {
        var unfit = notOfTheLead(actor, rules);
        return unfit.isPresent() || !rules.hasAPart(actor.bearer(), terms)
                ? unfit
                : Optional.of(new Refusal.SelfConfirmation());
    }

    /** Each leg is decided, within what the policy allows. */
    static Optional<Refusal> uneven(Exchange.Terms terms, ExchangeCommand.Resolve resolve) {
        int most = resolve.rules().maxLegMinutes();
        if (resolve.minutes().size() != terms.legs().size()) {
            return Optional.of(new Refusal.LegsUndecided(terms.legs().size()));
        }
        for (int i = 0; i < resolve.minutes().size(); i++) {
            if (resolve.minutes().get(i) < 1 || resolve.minutes().get(i) > most) {
                return Optional.of(new Refusal.MinutesOutOfRange(i, most));
            }
        }
        return Optional.empty();
    }

    /** The legs with the minutes decided. */
    static List<Exchange.Leg> decided(Exchange.Terms terms, List<Integer> minutes) {
        var legs = new ArrayList<Exchange.Leg>();
        for (int i = 0; i < minutes.size(); i++) {
            legs.add(terms.legs().get(i).with(minutes.get(i)));
        }
        return List.copyOf(legs);
    }

    static Exchange.Resolution resolution(ExchangeCommand.Resolve resolve) {
        return new Exchange.Resolution(resolve.actor().agency(), resolve.actor().bearer(), resolve.minutes());
    }
}
