package org.reciprocity.local.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.local.scenario.Ids;
import org.reciprocity.local.scenario.Scenario;

/** Cases from the referral to the duty served: what is agreed becomes an offer, and rounds find where it is needed. */
final class Duties {
    private final Year year;
    private final Ledger ledger;
    private final Map<UUID, File> byOffer = new HashMap<>();
    private final Map<UUID, String> states = new HashMap<>();
    private final Map<UUID, UUID> byPerson = new HashMap<>();

    Duties(Year year, Ledger ledger) {
        this.year = year;
        this.ledger = ledger;
    }

    /** A case and what is left of its duty, in minutes. */
    private static final class File {
        private final UUID id;
        private int left;

        File(UUID id, int left) {
            this.id = id;
            this.left = left;
        }
    }

    /** Every case, with the state it must be in. */
    Map<UUID, String> states() {
        return Map.copyOf(states);
    }

    void play(int week) {
        int number = 0;
        for (var duty : year.scenario().duties()) {
            for (var person : year.people().in(duty.by())) {
                if (person.joins() == week && person.isActive(week)) {
                    begin(duty, number, person, week);
                }
            }
            number++;
        }
    }

    /** One after another, since each is only possible after the one before. */
    private void begin(Scenario.Duty duty, int number, Person person, int week) {
        var id = year.id("case", number, person.id());
        int minutes = year.chance("duty", number, person.id()).minutesIn(duty.minutes());
        var batch = year.batch();
        batch.add(new Act.ReferCase(
                Caller.broker(Ids.agency(person.group().registeredBy())),
                id,
                person.id(),
                year.programme(duty.programme()),
                duty.reason(),
                List.of(duty.skill()),
                year.calendar().date(week)));
        batch.flush();
        batch.add(new Act.AcceptCase(year.broker(), id));
        batch.flush();
        batch.add(new Act.AgreeCase(year.broker(), id, minutes, duty.training(), duty.peopleHarmed()));
        batch.flush();
        states.put(id, "agreed");
        byPerson.put(person.id(), id);
        var offer = year.id("duty-offer", number, person.id());
        batch.add(new Act.Offer(
                year.broker(),
                offer,
                year.community(),
                person.id(),
                duty.skill(),
                minutes,
                person.area(),
                person.languages(),
                "anywhere",
                year.calendar().date(week)));
        byOffer.put(offer, new File(id, minutes));
    }

    /** The case of a person, if there is one. */
    Optional<UUID> caseOf(Person person) {
        return Optional.ofNullable(byPerson.get(person.id()));
    }

    /** The case whose duty an offer is. */
    Optional<UUID> caseOf(UUID offer) {
        return Optional.ofNullable(byOffer.get(offer)).map(file -> file.id);
    }

    /** Some of an offer was given; where that was the last of a duty, its case ends the week after. */
    void served(UUID offer, int minutes) {
        var file = byOffer.get(offer);
        if (file == null || file.left <= 0) {
            return;
        }
        file.left -= minutes;
        if (file.left <= 0) {
            ledger.later(1, () -> {
                year.batch().add(new Act.CompleteCase(year.broker(), file.id));
                states.put(file.id, "completed");
            });
        }
    }
}
