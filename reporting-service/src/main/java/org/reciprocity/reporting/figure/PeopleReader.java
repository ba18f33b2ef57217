package org.reciprocity.reporting.figure;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.reciprocity.reporting.band.BandAxis;
import org.reciprocity.reporting.snapshot.Enrolments;

/** Reads who took part. Linked ids are one person throughout. */
final class PeopleReader {
    private static final String LINKS = """
            select l.participant, coalesce(i.number, 0), l.same_as, coalesce(j.number, 0)
            from link l left join ident i on i.id = l.participant left join ident j on j.id = l.same_as
            where l.community = $1 and l.linked order by 1, 3
            """;
    // Kinds 1 to 3 are hours; only of the first, service, is the receiver a participant.
    private static final String PEOPLE = "select person, sum(given)::bigint, sum(given_legs)::bigint,"
            + " sum(received_legs)::bigint, sum(plain)::bigint, sum(professional_given)::bigint,"
            + " sum(professional_received)::bigint from (select giver as person, minutes as given,"
            + " legs as given_legs, 0 as received_legs, legs * (1 - (nature & 1)) as plain,"
            + " legs * (nature & 1) as professional_given, 0 as professional_received from pair" + Reading.WHERE
            + "and kind in (1, 2, 3) and giver <> 0 union all select receiver, 0, 0, legs, legs * (1 - (nature & 1)),"
            + " 0, legs * (nature & 1) from pair" + Reading.WHERE
            + "and kind = 1) as sides group by 1 having sum(given_legs) > 0 or sum(received_legs) > 0 order by 1";
    private static final String JOURNEYS =
            "select person, side, min(bucket), max(bucket) from (select giver as person, 0 as side,"
                    + " bucket, sum(legs) as legs from pair" + Reading.WHERE
                    + "and kind in (1, 2, 3) and giver <> 0 group by 1, 3 union all select giver, 2, bucket, sum(legs) from pair"
                    + Reading.WHERE
                    + "and kind = 3 and giver <> 0 group by 1, 3 union all select receiver, 1, bucket, sum(legs) from pair"
                    + Reading.WHERE
                    + "and kind = 1 group by 1, 3) as firsts where legs > 0 group by 1, 2 order by 1, 2";
    private static final String BANDS = """
            select b.participant, coalesce(i.number, 0), b.told_at, b.age, b.disability, b.ethnicity, b.deprivation
            from band b left join ident i on i.id = b.participant
            where b.community = $1 order by 1
            """;
    // The last day of an enrolment is inside.
    private static final String ENROLLED = """
            select e.participant, min(coalesce(i.number, 0)), bool_or(e.role <> 'professional'), max(coalesce(p.size, 1))
            from enrolment e
            left join ident i on i.id = e.participant
            left join participant p on p.id = e.participant
            where e.community = $1 and ($2::uuid is null or e.programme = $2) and e.arm = 'participants'
              and (e.ends is null or e.ends >= e.starts)
              and ($4::date is null or e.starts < $4) and ($3::date is null or e.ends is null or e.ends >= $3)
            group by 1 order by 1
            """;

    static final int GIVEN = 0;
    static final int RECEIVED = 1;
    static final int ORGANISED = 2;
    private static final int GAVE_LAST = 3;

    private PeopleReader() {}

    /** Which ids are one person. */
    static Uni<Persons> persons(Reading reading) {
        return reading.snapshot()
                .query(LINKS, reading.community())
                .map(rows -> new Persons(Reading.list(
                        rows,
                        row -> new Persons.Link(
                                row.getUUID(0), row.getInteger(1), row.getUUID(2), row.getInteger(3)))));
    }

    /** Those with a leg in the period. */
    static Uni<List<PeriodFacts.Person>> people(Reading reading, Persons persons) {
        return reading.given(
                "people",
                reading.span().from(),
                reading.span().to(),
                persons,
                blocks -> people(PairSums.people(blocks), persons),
                () -> addedUpPeople(reading).map(ids -> people(ids, persons)));
    }

    private static List<PeriodFacts.Person> people(List<PeriodFacts.Person> ids, Persons persons) {
        var people = new TreeMap<Integer, PeriodFacts.Person>();
        for (var id : ids) {
            int number = persons.number(id.number());
            people.merge(number, id.by(number), PeopleReader::together);
        }
        return List.copyOf(people.values());
    }

    private static Uni<List<PeriodFacts.Person>> addedUpPeople(Reading reading) {
        return reading.sums(PEOPLE)
                .map(rows -> Reading.list(
                        rows,
                        row -> new PeriodFacts.Person(
                                row.getInteger(0),
                                row.getLong(1),
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6))));
    }

    private static PeriodFacts.Person together(PeriodFacts.Person one, PeriodFacts.Person other) {
        return new PeriodFacts.Person(
                one.number(),
                one.givenMinutes() + other.givenMinutes(),
                one.givenLegs() + other.givenLegs(),
                one.receivedLegs() + other.receivedLegs(),
                one.plainLegs() + other.plainLegs(),
                one.professionalGiven() + other.professionalGiven(),
                one.professionalReceived() + other.professionalReceived());
    }

    /** When people did things for the first time, and gave for the last. */
    static Uni<List<PeriodFacts.Journey>> journeys(Reading reading, Persons persons) {
        return reading.given(
                "journeys",
                Integer.MIN_VALUE,
                Integer.MAX_VALUE,
                persons,
                blocks -> journeys(PairSums.journeys(blocks), reading, persons),
                () -> addedUpJourneys(reading).map(sides -> journeys(sides, reading, persons)));
    }

    private static List<PeriodFacts.Journey> journeys(List<PairSums.Journey> sides, Reading reading, Persons persons) {
        var firsts = new TreeMap<Integer, YearMonth[]>();
        for (var one : sides) {
            var months = firsts.computeIfAbsent(persons.number(one.person()), person -> new YearMonth[4]);
            int side = one.side();
            var month = reading.month(one.first());
            months[side] = months[side] == null || month.isBefore(months[side]) ? month : months[side];
            if (side == GIVEN) {
                var last = reading.month(one.last());
                months[GAVE_LAST] =
                        months[GAVE_LAST] == null || last.isAfter(months[GAVE_LAST]) ? last : months[GAVE_LAST];
            }
        }
        var journeys = new ArrayList<PeriodFacts.Journey>();
        firsts.forEach((person, months) -> journeys.add(new PeriodFacts.Journey(
                person,
                Optional.ofNullable(months[RECEIVED]),
                Optional.ofNullable(months[GIVEN]),
                Optional.ofNullable(months[ORGANISED]),
                Optional.ofNullable(months[GAVE_LAST]))));
        return journeys;
    }

    private static Uni<List<PairSums.Journey>> addedUpJourneys(Reading reading) {
        return reading.between(JOURNEYS, Integer.MIN_VALUE, Integer.MAX_VALUE)
                .map(rows -> Reading.list(
                        rows,
                        row -> new PairSums.Journey(
                                row.getInteger(0), row.getInteger(1), row.getInteger(2), row.getInteger(3))));
    }

    /** What is asked of enrolments in memory; links are those by which ids are one person. */
    private record Asked(
            Optional<UUID> programme, Optional<LocalDate> from, Optional<LocalDate> to, List<Persons.Link> links) {}

    /** Those enrolled on any day of the period. */
    static Uni<List<PeriodFacts.Enrolled>> enrolled(Reading reading, Persons persons) {
        var programme = reading.place().programme();
        var from = reading.period().from();
        var to = reading.period().to();
        return reading.snapshot().enrolments(reading.community()).chain(known -> known.map(
                        enrolments -> Uni.createFrom()
                                .item(enrolments.once(
                                        new Asked(programme, from, to, persons.links()),
                                        () -> enrolled(remembered(enrolments, programme, from, to), persons))))
                .orElseGet(() -> reading.snapshot()
                        .query(
                                ENROLLED,
                                reading.community(),
                                programme.orElse(null),
                                from.orElse(null),
                                to.orElse(null))
                        .map(rows -> enrolled(Reading.list(rows, PeopleReader::enrolled), persons))));
    }

    private static List<PeriodFacts.Enrolled> remembered(
            Enrolments enrolments, Optional<UUID> programme, Optional<LocalDate> from, Optional<LocalDate> to) {
        return enrolments.all().stream()
                .filter(one -> programme.map(one.programme()::equals).orElse(true) && one.isIn(from, to))
                .map(one -> new PeriodFacts.Enrolled(
                        one.participant(), enrolments.number(one.participant()), one.user(), one.size()))
                .toList();
    }

    private static PeriodFacts.Enrolled enrolled(Row row) {
        return new PeriodFacts.Enrolled(row.getUUID(0), row.getInteger(1), row.getBoolean(2), row.getInteger(3));
    }

    /** What people told of themselves. */
    static Uni<Bands> bands(Reading reading, Persons persons) {
        return reading.snapshot()
                .query(BANDS, reading.community())
                .map(rows -> Bands.of(
                        Reading.list(
                                rows,
                                row -> new Bands.Word(
                                        row.getUUID(0),
                                        row.getInteger(1),
                                        row.getLong(2),
                                        Map.of(
                                                BandAxis.AGE, row.getString(3),
                                                BandAxis.DISABILITY, row.getString(4),
                                                BandAxis.ETHNICITY, row.getString(5),
                                                BandAxis.DEPRIVATION, row.getString(6)))),
                        persons));
    }

    private static List<PeriodFacts.Enrolled> enrolled(List<PeriodFacts.Enrolled> ids, Persons persons) {
        var enrolled = new HashMap<UUID, PeriodFacts.Enrolled>();
        for (var id : ids) {
            var person = persons.person(id.person());
            enrolled.merge(
                    person,
                    new PeriodFacts.Enrolled(person, persons.number(id.person(), id.number()), id.user(), id.size()),
                    (one, other) -> new PeriodFacts.Enrolled(
                            person, one.number(), one.user() || other.user(), Math.max(one.size(), other.size())));
        }
        return List.copyOf(enrolled.values());
    }
}
