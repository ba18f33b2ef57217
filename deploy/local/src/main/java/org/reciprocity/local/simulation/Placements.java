package org.reciprocity.local.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.reciprocity.local.scenario.Ids;
import org.reciprocity.local.scenario.Scenario;

/** Cases in which support is given week by week, from the referral on. */
final class Placements {
    private static final int DAYS_A_WEEK = 7;

    private final Year year;
    private final Map<UUID, String> states = new HashMap<>();

    Placements(Year year) {
        this.year = year;
    }

    /** Every case, with the state it must be in. */
    Map<UUID, String> states() {
        return Map.copyOf(states);
    }

    void play(int week) {
        int number = 0;
        for (var placement : year.scenario().placements()) {
            for (var person : year.people().in(placement.of())) {
                var id = year.id("placement", number, person.id());
                if (person.joins() == week) {
                    begin(placement, id, person, week);
                }
                int weeks = week + 1 - person.joins();
                if (weeks > 0 && weeks % placement.everyWeeks() == 0 && person.isHere(week)) {
                    support(placement, id, week);
                }
            }
            number++;
        }
    }

    /** One after another, since each is only possible after the one before. */
    private void begin(Scenario.Placement placement, UUID id, Person person, int week) {
        var batch = year.batch();
        batch.add(new Act.ReferCase(
                Caller.broker(Ids.agency(person.group().registeredBy())),
                id,
                person.id(),
                year.programme(placement.programme()),
                placement.reason(),
                List.of(),
                year.calendar().date(week)));
        batch.flush();
        batch.add(new Act.AcceptCase(year.broker(), id));
        batch.flush();
        states.put(id, "accepted");
    }

    private void support(Scenario.Placement placement, UUID id, int week) {
        var last = year.calendar().date(week).plusDays(DAYS_A_WEEK - 1);
        year.batch()
                .add(new Act.RecordSupport(
                        year.broker(),
                        id,
                        last.minusDays((long) DAYS_A_WEEK * placement.everyWeeks() - 1),
                        last,
                        placement.unit(),
                        placement.everyWeeks(),
                        placement.currency(),
                        placement.unitPence(),
                        placement.otherwisePence()));
    }
}
