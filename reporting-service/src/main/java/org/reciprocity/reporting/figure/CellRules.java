package org.reciprocity.reporting.figure;

import static org.reciprocity.reporting.figure.Shares.share;

import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.reciprocity.reporting.projection.Kind;

/**
 * The three by three of who designs and who delivers. Names of the nine cells from T. Bovaird, Beyond engagement and participation: user and
 * community coproduction of public services, Public Administration Review 67 (2007).
 */
final class CellRules {
    private static final String PROFESSIONALS = "professionals";
    private static final String BOTH = "both";
    private static final String USERS = "users";
    private static final String NOT_OBSERVED = "not-observed";
    private static final int FEW_PERCENT = 10;
    private static final int MOST_PERCENT = 90;

    private static final Map<String, String> NAMES = Map.of(
            PROFESSIONALS + "/" + PROFESSIONALS, "traditional professional service",
            BOTH + "/" + PROFESSIONALS, "professional service with users in planning",
            USERS + "/" + PROFESSIONALS, "professionals as sole deliverers",
            PROFESSIONALS + "/" + BOTH, "user co-delivery of professionally designed services",
            BOTH + "/" + BOTH, "full co-production",
            USERS + "/" + BOTH, "user delivery with little professional input",
            PROFESSIONALS + "/" + USERS, "user delivery of professionally planned services",
            BOTH + "/" + USERS, "user delivery of co-designed services",
            USERS + "/" + USERS, "self-organised provision");

    private CellRules() {}

    /** Who does it, by the minutes of both: users under 10% are none, over 90% all. */
    static String observed(long users, long professionals) {
        long all = users + professionals;
        if (all == 0) {
            return NOT_OBSERVED;
        }
        if (users * 100 < all * FEW_PERCENT) {
            return PROFESSIONALS;
        }
        return users * 100 > all * MOST_PERCENT ? USERS : BOTH;
    }

    /** The name of a cell; design first. */
    static Optional<String> name(String design, String delivery) {
        return Optional.ofNullable(NAMES.get(design + "/" + delivery));
    }

    static FigureValue design(PeriodFacts facts) {
        return byUsers(
                ActivityRules.given(facts, row -> row.kind() == Kind.CODESIGN && !row.byProfessional()),
                ActivityRules.given(facts, row -> row.kind() == Kind.CODESIGN && row.byProfessional()),
                "No time was given to design in the period.");
    }

    static FigureValue delivery(PeriodFacts facts) {
        return byUsers(
                ActivityRules.given(facts, row -> row.kind() != Kind.CODESIGN && !row.byProfessional()),
                ActivityRules.given(facts, row -> row.kind() != Kind.CODESIGN && row.byProfessional()),
                "No time was given to delivery in the period.");
    }

    private static FigureValue byUsers(long users, long professionals, String reasonIfNone) {
        return share(users, users + professionals, reasonIfNone)
                .with("usersMinutes", users)
                .with("professionalsMinutes", professionals)
                .with("observed", observed(users, professionals));
    }

    static FigureValue difference(PeriodFacts facts) {
        var programmes = new TreeMap<String, Object>();
        var minutesByCell = new TreeMap<String, Long>();
        long different = 0;
        long observed = 0;
        for (var cell : facts.cells) {
            var design = observed(cell.designUsers(), cell.designProfessionals());
            var delivery = observed(cell.deliveryUsers(), cell.deliveryProfessionals());
            boolean isObserved = !design.equals(NOT_OBSERVED) || !delivery.equals(NOT_OBSERVED);
            boolean differs = differs(cell.design(), design) || differs(cell.delivery(), delivery);
            observed += isObserved ? 1 : 0;
            different += differs ? 1 : 0;
            programmes.put(cell.programme(), parts(facts, cell, design, delivery, differs));
            long minutes = cell.designUsers()
                    + cell.designProfessionals()
                    + cell.deliveryUsers()
                    + cell.deliveryProfessionals();
            if (minutes != 0) {
                minutesByCell.merge(design + "/" + delivery, minutes, Long::sum);
            }
        }
        var value = observed == 0
                ? FigureValue.none("Nothing of design or delivery was recorded in the period.")
                : FigureValue.of(different);
        return value.with("observed", observed)
                .with("programmes", programmes)
                .with("minutesByObservedCell", Shares.withoutZeros(minutesByCell));
    }

    private static boolean differs(String declared, String observed) {
        return !observed.equals(NOT_OBSERVED) && !observed.equals(declared);
    }

    private static Map<String, Object> parts(
            PeriodFacts facts, PeriodFacts.Cell cell, String design, String delivery, boolean differs) {
        var parts = new TreeMap<String, Object>();
        parts.put("declared", cell.design() + "/" + cell.delivery());
        name(cell.design(), cell.delivery()).ifPresent(name -> parts.put("declaredName", name));
        parts.put("observed", design + "/" + delivery);
        name(design, delivery).ifPresent(name -> parts.put("observedName", name));
        var flags = new ArrayList<String>();
        if (differs) {
            flags.add("differs-from-declared");
        }
        if (!design.equals(NOT_OBSERVED) && delivery.equals(NOT_OBSERVED)) {
            flags.add("consultation-only");
        }
        // Who gave and who received is known of the place that is asked for, not of each programme in it.
        if (facts.ofProgramme && isOneWay(facts)) {
            flags.add("one-way-giving");
        }
        parts.put("flags", String.join(" ", flags));
        return parts;
    }

    /** Whether givers only and receivers only make nine tenths of the active. */
    private static boolean isOneWay(PeriodFacts facts) {
        long both = ParticipationRules.count(facts, ParticipationRules::didBoth);
        long oneWay = facts.people.size() - both;
        return !facts.people.isEmpty() && oneWay * 100 >= (long) facts.people.size() * MOST_PERCENT;
    }
}
