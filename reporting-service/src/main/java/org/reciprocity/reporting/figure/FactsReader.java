package org.reciprocity.reporting.figure;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.projection.Kind;
import org.reciprocity.reporting.snapshot.Snapshot;

/** Reads what figures are computed from: the sums between two borders, added up by the database. */
final class FactsReader {
    private static final String HOURS = "select kind, skill, provider_role, receiver_role, sum(minutes)::bigint,"
            + " sum(legs)::bigint, sum(received)::bigint from hours" + Reading.WHERE
            + "group by 1, 2, 3, 4 order by 1, 2, 3, 4";
    private static final String EXCHANGES = "select kind, sum(settled)::bigint, sum(reversed)::bigint,"
            + " sum(sessions)::bigint, sum(late)::bigint from exchange" + Reading.WHERE + "group by 1 order by 1";
    private static final String DECISIONS =
            "select decision, sum(exchanges)::bigint, sum(minutes)::bigint from decision" + Reading.WHERE
                    + "group by 1 having sum(exchanges) > 0 order by 1";
    private static final String WORDS = "select how, sum(exchanges)::bigint, sum(minutes)::bigint,"
            + " sum(self_recorded)::bigint from word" + Reading.WHERE + "group by 1 order by 1";
    private static final String CELLS = """
            select p.code, p.design, p.delivery,
                   coalesce(sum(h.minutes) filter (where h.kind = 3 and h.provider_role <> 'professional'), 0)::bigint,
                   coalesce(sum(h.minutes) filter (where h.kind = 3 and h.provider_role = 'professional'), 0)::bigint,
                   coalesce(sum(h.minutes) filter (where h.kind in (1, 2) and h.provider_role <> 'professional'), 0)::bigint,
                   coalesce(sum(h.minutes) filter (where h.kind in (1, 2) and h.provider_role = 'professional'), 0)::bigint
            from programme p
            left join ident i on i.id = p.id
            left join hours h on h.community = $2 and h.programme = i.number and h.bucket >= $4 and h.bucket < $5
            where p.community = $1 and p.code is not null and ($3::uuid is null or p.id = $3)
            group by p.id, 1, 2, 3 order by 1, p.id
            """;
    private static final Set<Source> OF_PERSONS = EnumSet.of(
            Source.PEOPLE,
            Source.JOURNEYS,
            Source.ENROLLED,
            Source.BANDS,
            Source.TIES,
            Source.NEW_TIES,
            Source.AGENCIES,
            Source.CREDIT,
            Source.REQUESTS,
            Source.OFFERS,
            Source.CASES,
            Source.SCORES,
            Source.USES,
            Source.FOLLOW_UPS);

    private final Reading reading;
    private final PeriodFacts facts;
    private Persons persons = new Persons(java.util.List.of());

    private FactsReader(Reading reading) {
        this.reading = reading;
        facts = new PeriodFacts(
                reading.period().from(),
                reading.period().to(),
                reading.place().programme().isPresent(),
                reading.place().zone());
        facts.byFinancialYear = OutcomeReader.isByFinancialYear(reading.period());
    }

    /** Reads what the figures need, but for bands. */
    static Uni<PeriodFacts> read(Snapshot snapshot, Place place, Period period, Set<Figure> figures) {
        return read(snapshot, place, period, figures, false);
    }

    /** Reads what the figures need, and what people told of themselves if it is wanted. */
    static Uni<PeriodFacts> read(
            Snapshot snapshot, Place place, Period period, Set<Figure> figures, boolean withBands) {
        var sources = EnumSet.noneOf(Source.class);
        figures.forEach(figure -> sources.addAll(figure.sources()));
        if (!withBands) {
            sources.remove(Source.BANDS);
        }
        var reader = new FactsReader(Reading.of(snapshot, place, period));
        var reading = sources.stream().anyMatch(OF_PERSONS::contains)
                ? PeopleReader.persons(reader.reading)
                        .invoke(persons -> reader.persons = persons)
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
        for (var source : sources) {
            reading = reading.chain(() -> reader.read(source));
        }
        return reading.map(nothing -> reader.facts);
    }

    private Uni<Void> read(Source source) {
        return switch (source) {
            case HOURS ->
                done(reading.sums(HOURS).invoke(rows -> facts.hours = Reading.list(rows, FactsReader::hours)));
            case EXCHANGES -> done(reading.sums(EXCHANGES).invoke(rows -> facts.exchanges = exchanges(rows)));
            case DECISIONS ->
                done(reading.sums(DECISIONS)
                        .invoke(rows -> facts.decisions = Reading.list(
                                rows,
                                row -> new PeriodFacts.Decision(row.getString(0), row.getLong(1), row.getLong(2)))));
            case WORDS ->
                done(reading.sums(WORDS)
                        .invoke(rows -> facts.words = Reading.list(
                                rows,
                                row -> new PeriodFacts.Word(
                                        row.getString(0), row.getLong(1), row.getLong(2), row.getLong(3)))));
            case PEOPLE -> done(PeopleReader.people(reading, persons).invoke(people -> facts.people = people));
            case JOURNEYS ->
                done(PeopleReader.journeys(reading, persons).invoke(journeys -> facts.journeys = journeys));
            case ENROLLED ->
                done(PeopleReader.enrolled(reading, persons).invoke(enrolled -> facts.enrolled = enrolled));
            case BANDS -> done(PeopleReader.bands(reading, persons).invoke(bands -> facts.bands = bands));
            case TIES -> NetworkReader.window(reading).chain(this::ties);
            case NEW_TIES -> done(NetworkReader.newTies(reading, persons).invoke(ties -> facts.newTies = ties));
            case AGENCIES ->
                done(NetworkReader.agencies(reading, persons).invoke(agencies -> facts.agencies = agencies));
            case CELLS -> done(cells());
            case CREDIT ->
                facts.ofProgramme
                        ? Uni.createFrom().voidItem()
                        : done(CreditReader.credit(reading, persons).invoke(credit -> facts.credit = credit));
            case PARTNERS ->
                facts.ofProgramme
                        ? Uni.createFrom().voidItem()
                        : done(CreditReader.partners(reading).invoke(partners -> facts.partners = partners));
            case MATCHES ->
                facts.ofProgramme
                        ? Uni.createFrom().voidItem()
                        : done(MatchingReader.matches(reading).invoke(matches -> facts.matches = matches));
            case DISPUTES -> done(DisputeReader.disputes(reading).invoke(disputes -> facts.disputes = disputes));
            case FULFILMENTS ->
                done(MatchingReader.fulfilments(reading).invoke(fulfilments -> facts.fulfilments = fulfilments));
            case REQUESTS ->
                done(MatchingReader.requests(reading, persons).invoke(requests -> facts.requests = requests));
            case OFFERS -> done(MatchingReader.offers(reading, persons).invoke(offers -> facts.offers = offers));
            case SUPPORT -> done(CaseReader.support(reading).invoke(support -> facts.support = support));
            case CASES -> done(CaseReader.cases(reading, persons).invoke(cases -> facts.cases = cases));
            case SCORES -> done(OutcomeReader.scores(reading, persons).invoke(scores -> facts.scores = scores));
            case USES -> done(OutcomeReader.uses(reading, persons).invoke(uses -> facts.uses = uses));
            case FOLLOW_UPS ->
                done(OutcomeReader.followUps(reading, persons).invoke(followUps -> facts.followUps = followUps));
            case COSTS -> done(OutcomeReader.costs(reading).invoke(costs -> facts.costs = costs));
            case BENEFITS -> done(OutcomeReader.benefits(reading).invoke(benefits -> facts.benefits = benefits));
        };
    }

    private static Uni<Void> done(Uni<?> read) {
        return read.replaceWithVoid();
    }

    private Uni<Void> ties(Optional<NetworkReader.Window> window) {
        facts.window = window.map(NetworkReader.Window::toString);
        return window.map(months -> done(
                        NetworkReader.network(reading, persons, months).invoke(network -> facts.network = network)))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<RowSet<Row>> cells() {
        return reading.snapshot()
                .query(
                        CELLS,
                        reading.community(),
                        reading.place().communityKey(),
                        reading.place().programme().orElse(null),
                        reading.span().from(),
                        reading.span().to())
                .invoke(rows -> facts.cells = Reading.list(
                        rows,
                        row -> new PeriodFacts.Cell(
                                row.getString(0),
                                row.getString(1),
                                row.getString(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6))));
    }

    private static PeriodFacts.Hours hours(Row row) {
        return new PeriodFacts.Hours(
                Kind.of(row.getInteger(0)),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6));
    }

    private static Map<Kind, PeriodFacts.Exchanges> exchanges(RowSet<Row> rows) {
        var counts = new EnumMap<Kind, PeriodFacts.Exchanges>(Kind.class);
        for (var row : rows) {
            counts.put(
                    Kind.of(row.getInteger(0)),
                    new PeriodFacts.Exchanges(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)));
        }
        return counts;
    }
}
