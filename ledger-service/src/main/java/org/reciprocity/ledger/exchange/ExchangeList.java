package org.reciprocity.ledger.exchange;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.security.Caller;

/**
 * Finds a page of the exchanges that a caller may see. It walks from the newest to the oldest, by the index that the filter
 * has the most of, and looks at no more than {@value #WALK} of them: where fewer than a page were found by then, the next page
 * goes on from there. So the answer takes no longer the more a community has, however little of it is asked for.
 */
final class ExchangeList {
    /** How many exchanges one page looks at, at most. */
    static final int WALK = 20_000;

    /**
     * By how much the order of numbers may differ from that of the times of recording: a number is given while the transaction
     * still runs, and clocks are set. Nothing occurs after it is recorded, so what was recorded longer than this before a
     * period cannot be of it, and neither can what has a lower number.
     */
    private static final Duration OUT_OF_ORDER = Duration.ofDays(1);

    /**
     * $1 community, $2 caller's agency, $3 whether it leads, $4 number, $5 rows, then the filters, null for none: $6 programme,
     * $7 party, $8 kind, $9 state, $10 from, $11 to, $12 the caller's reference. After what was found comes, if there is room, where the walk ended: no id,
     * the number, and when that was recorded; nothing if it came to the oldest. One statement, so that both are of one walk.
     *
     * <p>Whom the caller sees is found out once, when the first exchange is met of which the caller is neither recorder nor
     * party. That stands after an <i>or</i>: otherwise the planner would look it up for each exchange.
     */
    private static final String PAGE = """
            (select e.id, e.number, null::timestamptz, case when e.recorded_by = $2 then e.external_ref end
             from (WALK) e
             where ($6::uuid is null or e.programme_id = $6)
               and ($7::uuid is null or $7 = any(e.parties))
               and ($8::text is null or e.kind = $8)
               and ($9::text is null or e.state = $9)
               and ($10::timestamptz is null or e.occurred_at >= $10)
               and ($11::timestamptz is null or e.occurred_at < $11)
               and ($12::text is null or e.recorded_by = $2 and e.external_ref = $12)
               and ($3 or e.recorded_by = $2 or exists (
                       select from unnest(e.parties) as y(party)
                       where y.party = $2
                          or y.party in (select s.participant_id from participant_sight s
                                         where s.community_id = $1 and s.agency_id = $2)))
             order by e.number desc
             limit $5)
            union all
            (select null, w.number, w.recorded_at, null from (WALK) w order by w.number desc limit 1 offset BEFORE_LAST)
            limit $5
            """;

    private static final String ALL = """
            select x.id, x.number, x.programme_id, x.parties, x.kind, x.state, x.occurred_at, x.recorded_at, x.recorded_by,
                   x.external_ref
            from exchange x where x.community_id = $1 and x.number < $4 order by x.number desc limit MOST
            """;

    /** How a list is walked. */
    enum Way {
        NEWEST(ALL),

        /** At most one, by the index that sees to that. */
        OF_REFERENCE(ALL.replace("where", "where x.recorded_by = $2 and x.external_ref = $12 and")),

        IN_STATE(ALL.replace("where", "where x.state = $9 and x.state <> 'settled' and")),

        OF_PARTY("""
            select x.id, y.number, x.programme_id, x.parties, x.kind, x.state, x.occurred_at, x.recorded_at, x.recorded_by,
                   x.external_ref
            from (select q.exchange_id, q.number from exchange_party q
                  where q.community_id = $1 and q.party_id = $7 and q.number < $4 order by q.number desc limit MOST) y
            cross join lateral (select * from exchange z where z.id = y.exchange_id limit 1) x
            order by y.number desc
            """);

        final String sql;

        Way(String walk) {
            this.sql = PAGE.replace("(WALK)", "(" + walk.replace("MOST", Integer.toString(WALK)) + ")")
                    .replace("BEFORE_LAST", Integer.toString(WALK - 1));
        }

        static Way of(ExchangeFilter filter) {
            if (filter.externalRef() != null) {
                return OF_REFERENCE;
            }
            if (filter.participant() != null) {
                return OF_PARTY;
            }
            return filter.state() == null || filter.state().equals("settled") ? NEWEST : IN_STATE;
        }
    }

    private ExchangeList() {}

    /**
     * Exchanges that were found.
     *
     * @param community their community
     * @param places what was found, newest first; one more than the page shows if there are more
     * @param walkedTo the number at which the walk ended short of the page's end, if there may be more beyond it
     */
    record Found(UUID community, List<Place> places, Optional<Long> walkedTo) {}

    /**
     * One that was found.
     *
     * @param externalRef the caller's own reference; null for none
     */
    record Place(UUID id, long number, String externalRef) {}

    static Uni<Found> find(Sql sql, Caller caller, ExchangeFilter filter) {
        return Access.community(sql, caller, filter.community())
                .chain(community -> sql.select(
                        Way.of(filter).sql,
                        community.id(),
                        caller.agency(),
                        community.lead().equals(caller.agency()),
                        filter.page().before(),
                        filter.page().rows(),
                        filter.programme(),
                        filter.participant(),
                        filter.kind(),
                        filter.state(),
                        filter.from() == null ? null : filter.from().atOffset(ZoneOffset.UTC),
                        filter.to() == null ? null : filter.to().atOffset(ZoneOffset.UTC),
                        filter.externalRef()))
                .map(rows -> found(filter, rows));
    }

    private static Found found(ExchangeFilter filter, List<Object[]> rows) {
        var places = new ArrayList<Place>();
        Optional<Long> walkedTo = Optional.empty();
        for (var row : rows) {
            if (row[0] != null) {
                places.add(new Place((UUID) row[0], (Long) row[1], (String) row[3]));
            } else if (mayHoldMore(filter.from(), Access.instant(row[2]))) {
                walkedTo = Optional.of((Long) row[1]);
            }
        }
        return new Found(filter.community(), places, walkedTo);
    }

    /** Whether what is older than something recorded at some time may be of a period that begins then. */
    static boolean mayHoldMore(Instant from, Instant recordedAt) {
        return from == null || !recordedAt.isBefore(from.minus(OUT_OF_ORDER));
    }
}
