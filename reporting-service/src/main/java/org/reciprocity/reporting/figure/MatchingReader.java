package org.reciprocity.reporting.figure;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads offers, requests and what became of them. A request of a programme is one of somebody enrolled in it, so all are read. */
final class MatchingReader {
    private static final String MATCHES = """
            select event, detail, sum(events)::bigint, sum(minutes)::bigint from match
            where community = $1 and bucket >= $2 and bucket < $3 group by 1, 2 order by 1, 2
            """;
    // How far the community's matching is recorded stands for the present, so that the same log has the same answer.
    private static final String REQUESTS = """
            with latest as (
                select max(at) as at from (
                    select max(greatest(made_at, withdrawn_at)) as at from request where community = $1
                    union all select max(greatest(made_at, withdrawn_at)) from offer where community = $1
                    union all select max(greatest(proposed_at, agreed_at, declined_at)) from proposal where community = $1
                    union all select max(greatest(fulfilled_at, undone_at)) from fulfilment where community = $1) as times)
            select r.participant, r.skill, r.minutes, r.made_at, r.from_at, r.made_at >= $2,
                   r.until_at <= coalesce(latest.at, 0), r.withdrawn_at is not null,
                   coalesce(p.proposals, 0), coalesce(p.declined, 0), p.agreed_at,
                   f.request is not null, coalesce(f.minutes, 0)
            from request r cross join latest
            left join (
                select request, count(proposed_at) as proposals, count(declined_at) as declined, min(agreed_at) as agreed_at
                from proposal where community = $1 group by 1) as p on p.request = r.id
            left join (
                select request, sum(minutes)::bigint as minutes from fulfilment
                where community = $1 and fulfilled_at is not null and undone_at is null group by 1) as f on f.request = r.id
            where r.community = $1 and r.made_at < $3
              and (r.made_at >= $2 or (r.until_at > $2 and (r.withdrawn_at is null or r.withdrawn_at >= $2)))
            order by r.id
            """;
    private static final String FULFILMENTS = """
            select count(*) filter (where undone_at is null), count(undone_at) from fulfilment
            where community = $1 and fulfilled_at >= $2 and fulfilled_at < $3 and ($4::uuid is null or programme = $4)
            """;
    private static final String OFFERS = """
            select o.participant, o.skill, o.minutes, o.made_at >= $2, coalesce(p.proposals, 0), coalesce(p.used, 0)
            from offer o
            left join (
                select m.offer, count(*) as proposals, sum(f.minutes)::bigint as used
                from proposal m
                left join (
                    select match, sum(minutes) as minutes from fulfilment
                    where community = $1 and fulfilled_at is not null and undone_at is null group by 1) as f on f.match = m.match
                where m.community = $1 and m.offer is not null group by 1) as p on p.offer = o.id
            where o.community = $1 and o.made_at < $3
              and (o.made_at >= $2 or ((o.until_at is null or o.until_at > $2)
                   and (o.withdrawn_at is null or o.withdrawn_at >= $2)))
            order by o.id
            """;

    private MatchingReader() {}

    /** Counts by event and detail. */
    static Uni<SortedMap<String, SortedMap<String, PeriodFacts.Matches>>> matches(Reading reading) {
        return reading.snapshot()
                .query(
                        MATCHES,
                        reading.place().communityKey(),
                        reading.span().from(),
                        reading.span().to())
                .map(rows -> {
                    SortedMap<String, SortedMap<String, PeriodFacts.Matches>> counts = new TreeMap<>();
                    for (var row : rows) {
                        counts.computeIfAbsent(row.getString(0), event -> new TreeMap<>())
                                .put(row.getString(1), new PeriodFacts.Matches(row.getLong(2), row.getLong(3)));
                    }
                    return counts;
                });
    }

    /** Matches that were fulfilled in the period. A reversal takes one out of the period in which it was fulfilled. */
    static Uni<PeriodFacts.Fulfilments> fulfilments(Reading reading) {
        return reading.snapshot()
                .query(
                        FULFILMENTS,
                        reading.community(),
                        from(reading),
                        to(reading),
                        reading.place().programme().orElse(null))
                .map(rows -> {
                    var row = rows.iterator().next();
                    return new PeriodFacts.Fulfilments(row.getLong(0), row.getLong(1));
                });
    }

    /** Requests that were made in the period, or stood on a day of it. */
    static Uni<List<PeriodFacts.Request>> requests(Reading reading, Persons persons) {
        return reading.snapshot()
                .query(REQUESTS, reading.community(), from(reading), to(reading))
                .map(rows -> Reading.list(rows, row -> request(row, persons)));
    }

    private static PeriodFacts.Request request(Row row, Persons persons) {
        var agreed = row.getLong(10);
        return new PeriodFacts.Request(
                persons.person(row.getUUID(0)),
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getBoolean(5),
                row.getBoolean(6),
                row.getBoolean(7),
                row.getLong(8),
                row.getLong(9),
                agreed == null ? OptionalLong.empty() : OptionalLong.of(agreed),
                row.getBoolean(11),
                row.getLong(12));
    }

    /** Offers that were made in the period, or stood on a day of it. */
    static Uni<List<PeriodFacts.Offer>> offers(Reading reading, Persons persons) {
        return reading.snapshot()
                .query(OFFERS, reading.community(), from(reading), to(reading))
                .map(rows -> Reading.list(
                        rows,
                        row -> new PeriodFacts.Offer(
                                persons.person(row.getUUID(0)),
                                row.getString(1),
                                row.getLong(2),
                                row.getBoolean(3),
                                row.getLong(4),
                                row.getLong(5))));
    }

    private static long from(Reading reading) {
        return reading.seconds(reading.period().from(), Long.MIN_VALUE);
    }

    private static long to(Reading reading) {
        return reading.seconds(reading.period().to(), Long.MAX_VALUE);
    }
}
