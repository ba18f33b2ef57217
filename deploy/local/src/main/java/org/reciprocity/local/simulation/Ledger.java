package org.reciprocity.local.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Records exchanges as a year has them: most settle at once, some wait for a party to confirm, some are cancelled before
 * that, some are found wrong and reversed. What comes later comes in a later week.
 */
final class Ledger {
    private static final double CONFIRM_THEMSELVES = 0.85;

    private final Year year;
    private final Moves moves;
    private final TreeMap<Integer, List<Runnable>> later = new TreeMap<>();
    private int week;
    private int exchanges;
    private final Map<UUID, String> states = new HashMap<>();

    Ledger(Year year) {
        this.year = year;
        this.moves = new Moves(year);
    }

    /** Does what earlier weeks left for this one. */
    void begin(int week) {
        this.week = week;
        var due = later.remove(week);
        if (due != null) {
            due.forEach(Runnable::run);
        }
    }

    /** Puts right what is left to put right after the last week. */
    void end() {
        int last = week;
        while (!later.isEmpty()) {
            week++;
            int now = week;
            later.getOrDefault(now, List.of()).forEach(Runnable::run);
            later.remove(now);
            year.batch().flush();
        }
        week = last;
    }

    /** The week being played. */
    int week() {
        return week;
    }

    /** Every exchange recorded, with the state it must be in. */
    Map<UUID, String> states() {
        return Map.copyOf(states);
    }

    /** Does something in a later week. */
    void later(int weeks, Runnable deed) {
        later.computeIfAbsent(week + weeks, w -> new ArrayList<>()).add(deed);
    }

    /** Records an exchange, unless it would break a limit. */
    boolean record(Draft draft) {
        return record(draft, fate(year.chance("fate", exchanges), draft));
    }

    /** Records an exchange that keeps a match, which settles at once, unless it would break a limit. */
    boolean recordMatched(Draft draft) {
        return record(draft, Fate.SETTLES);
    }

    private boolean record(Draft draft, Fate fate) {
        var id = year.id("exchange", exchanges);
        var chance = year.chance("course", id);
        var confirmations = confirmations(draft, fate, chance);
        var exchange = new Act.Exchange(
                draft.caller(),
                id,
                year.community(),
                draft.programme(),
                draft.kind(),
                draft.occurredAt(),
                draft.skill(),
                draft.match(),
                draft.caseFile(),
                draft.legs(),
                confirmations,
                heard(draft) ? Optional.empty() : Optional.of(year.broker()),
                fate == Fate.SETTLES || fate == Fate.REVERSED);
        if (exchange.settles()) {
            if (!year.batch().addIfItFits(exchange, moves.of(exchange))) {
                return false;
            }
            states.put(id, "settled");
        } else if (year.book().fitsAfter(moves.of(exchange))) {
            year.batch().add(exchange);
            states.put(id, "proposed");
        } else {
            return false;
        }
        exchanges++;
        after(exchange, draft, fate, chance);
        return true;
    }

    /** Whether who records it may bring the words of those who confirm: it sees them, and they do not pay it. */
    private boolean heard(Draft draft) {
        return draft.confirmers().isEmpty()
                || draft.caller().agency().stream()
                        .allMatch(agency -> draft.legs().stream()
                                        .noneMatch(leg -> leg.provider().equals(agency))
                                && draft.confirmers().stream().allMatch(person -> year.sees(agency, person)));
    }

    private enum Fate {
        SETTLES,
        REVERSED,
        CONFIRMED_LATER,
        CANCELLED,
        STAYS_PROPOSED
    }

    private Fate fate(Chance chance, Draft draft) {
        if (draft.confirmers().isEmpty()) {
            return Fate.SETTLES;
        }
        var shares = year.scenario().corrections();
        double luck = chance.unit();
        if (luck < shares.reversed()) {
            return Fate.REVERSED;
        }
        luck -= shares.reversed();
        if (luck < shares.cancelled()) {
            return Fate.CANCELLED;
        }
        luck -= shares.cancelled();
        if (luck < shares.laterConfirmed()) {
            return Fate.CONFIRMED_LATER;
        }
        luck -= shares.laterConfirmed();
        return luck < shares.neverConfirmed() ? Fate.STAYS_PROPOSED : Fate.SETTLES;
    }

    /** The last party is the one who confirms later, or never. */
    private static List<Act.Confirmation> confirmations(Draft draft, Fate fate, Chance chance) {
        var confirmations = new ArrayList<Act.Confirmation>();
        for (var party : draft.confirmers()) {
            confirmations.add(new Act.Confirmation(party, how(draft, chance), Optional.empty()));
        }
        if (fate == Fate.CONFIRMED_LATER || fate == Fate.CANCELLED || fate == Fate.STAYS_PROPOSED) {
            confirmations.removeLast();
        }
        return List.copyOf(confirmations);
    }

    /** Credit is spent on its owner's own word. */
    private static String how(Draft draft, Chance chance) {
        return chance.holds(CONFIRM_THEMSELVES) || draft.kind().equals("redemption") ? "party" : "on-behalf";
    }

    private void after(Act.Exchange exchange, Draft draft, Fate fate, Chance chance) {
        switch (fate) {
            case SETTLES, STAYS_PROPOSED -> {}
            case REVERSED -> {
                var reason = chance.oneOf(year.scenario().corrections().reversalReasons());
                later(1 + chance.below(3), () -> {
                    year.batch()
                            .addAlways(new Act.Reverse(exchange.caller(), exchange.id(), reason), moves.back(exchange));
                    states.put(exchange.id(), "reversed");
                });
            }
            case CANCELLED -> {
                var reason = chance.oneOf(year.scenario().corrections().cancellationReasons());
                later(1, () -> {
                    year.batch().add(new Act.Cancel(exchange.caller(), exchange.id(), reason));
                    states.put(exchange.id(), "cancelled");
                });
            }
            case CONFIRMED_LATER -> {
                UUID last = draft.confirmers().getLast();
                var confirmation = new Act.Confirmation(last, how(draft, chance), Optional.empty());
                later(1, () -> {
                    var confirm =
                            new Act.Confirm(exchange.witness().orElse(exchange.caller()), exchange.id(), confirmation);
                    if (year.batch().addIfItFits(confirm, moves.of(exchange))) {
                        states.put(exchange.id(), "settled");
                    }
                });
            }
        }
    }
}
