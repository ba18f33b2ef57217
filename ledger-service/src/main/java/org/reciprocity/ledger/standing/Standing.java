package org.reciprocity.ledger.standing;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.reciprocity.eventlog.EventStore;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.eventlog.StoredEvent;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Parameters;
import org.reciprocity.ledger.request.Versions;
import org.reciprocity.ledger.security.Caller;

/**
 * One kind of thing that is on record of a participant, holds from a day to another, and may be withdrawn. All of a community
 * is seen by its lead, and what is about a participant by whoever sees the participant.
 *
 * @param <V> how one is shown
 */
public final class Standing<V> {
    /** The states that one is in. */
    public static final List<String> STATES = List.of("current", "expired", "withdrawn");

    private static final String SEEN = """
            select :columns, k.number, c.lead_agency_id
            from :table k
            join community c on c.id = k.community_id
            where ($2 = c.lead_agency_id
                   or exists (select from participant_sight s
                              where s.community_id = k.community_id and s.participant_id = k.participant_id
                                and s.agency_id = $2))
            """;

    private static final String STATE = """
            case when :withdrawn then 'withdrawn'
                 when k.expires_on < (clock_timestamp() at time zone c.time_zone)::date then 'expired'
                 else 'current' end as state""";

    private final Kind kind;
    private final Function<Object[], V> view;
    private final String find;
    private final String show;
    private final String list;
    private final String lock;

    /**
     * A kind.
     *
     * @param name what one is called, which is also its table
     * @param path where they are
     * @param columns how a row begins; {@code :state} stands for its state, {@code :reference} for the caller's own reference
     * @param withdrawn when it has been withdrawn, in SQL
     * @param word the column that a list is narrowed by, and the query parameter's name
     * @param begins the column with the day from which one holds; one without it holds on no day
     */
    public record Kind(String name, String path, String columns, String withdrawn, String word, String begins) {}

    /** Things of a kind, and how a row is shown. */
    public Standing(Kind kind, Function<Object[], V> view) {
        this.kind = kind;
        this.view = view;
        var seen = SEEN.replace(":table", kind.name())
                .replace(":columns", kind.columns())
                .replace(":state", STATE)
                .replace(":withdrawn", kind.withdrawn());
        var shown = seen.replace(":reference", "case when k.recorded_by = $2 then k.external_ref end as own_reference");
        find = seen.replace(":reference", "null::text as own_reference") + " and k.id = $1";
        show = shown + " and k.id = $1";
        list = "select * from (" + shown + """
                 and k.community_id = $1 and k.number < $3
                 and ($5::uuid is null or k.participant_id = $5)
                 and ($6::text is null or k.:word = $6)
                 and ($8::date is null or k.:begins is not null and coalesce(k.expires_on, 'infinity') >= $8)
                 and ($9::date is null or k.:begins <= $9)
                 and ($10::text is null or k.recorded_by = $2 and k.external_ref = $10)) as seen
                where $7::text is null or state = $7
                order by number desc
                limit $4
                """.replace(":word", kind.word()).replace(":begins", kind.begins());
        lock = """
                with locked as materialized (select id from :table where community_id = $1 and id = $2 for update)
                select clock_timestamp() from locked
                """.replace(":table", kind.name());
    }

    /**
     * One that the caller sees.
     *
     * @param lead the agency that leads its community
     */
    public record Found<V>(V view, UUID lead) {}

    /**
     * Begins to record something about a participant whom the caller sees, and whom nobody erases meanwhile.
     *
     * @param id that of what is recorded
     * @param taken what is answered where something has the id
     * @param recorded records it, in this community and at this time
     */
    public static Uni<Outcome> begin(
            Sql sql,
            Caller caller,
            UUID participant,
            UUID id,
            Supplier<Outcome> taken,
            BiFunction<UUID, Instant, Uni<Outcome>> recorded) {
        return Access.naming("participantId", Access.participant(sql, caller, participant))
                .chain(seen -> Access.keep(sql, seen.community(), seen.id())
                        .chain(() -> Access.begin(sql, id))
                        .chain(beginning -> beginning.taken()
                                ? Uni.createFrom().item(taken.get())
                                : recorded.apply(seen.community(), beginning.at())));
    }

    /** Finds one, if the caller sees it: without its reference, as answers that are kept are. */
    public Uni<Found<V>> found(Sql sql, Caller caller, UUID id) {
        return found(sql, find, caller, id);
    }

    /** The same to be shown: with the reference, if it is the caller's. */
    public Uni<V> shown(Sql sql, Caller caller, UUID id) {
        return found(sql, show, caller, id).map(Found::view);
    }

    private Uni<Found<V>> found(Sql sql, String query, Caller caller, UUID id) {
        return sql.select(query, id, caller.agencyOrNone()).map(rows -> rows.stream()
                .findFirst()
                .map(row -> new Found<>(view.apply(row), (UUID) row[row.length - 1]))
                .orElseThrow(() -> Problem.notFound(kind.name()).exception()));
    }

    /** The period in which one is to hold on a day at least, as the query parameters say it; null for any. */
    public record Period(String from, String to) {}

    /** Whose, and under which reference of the caller's, as the query parameters say it; null for any. */
    public record Whose(String participantId, String externalRef) {}

    /** What a list is narrowed by; null for all. */
    public record Filter(
            UUID community,
            UUID participant,
            String word,
            String state,
            String externalRef,
            LocalDate from,
            LocalDate to,
            Page page) {}

    /** The list that the query parameters ask for; all but the first may be null. */
    public Filter filter(
            String communityId, Whose whose, String word, String state, Period period, String cursor, String limit) {
        return new Filter(
                Ids.required(communityId, "communityId"),
                Ids.query(whose.participantId(), "participantId"),
                Parameters.code(word, kind.word()),
                Parameters.oneOf(state, "state", STATES),
                Parameters.reference(whose.externalRef(), "externalRef"),
                Parameters.day(period.from(), "from"),
                Parameters.day(period.to(), "to"),
                Page.of(cursor, limit));
    }

    /** A page of those that the caller sees, newest first. */
    public Uni<Response> list(Sql sql, Caller caller, Filter filter) {
        return Access.community(sql, caller, filter.community())
                .chain(community -> sql.select(
                        list,
                        community.id(),
                        caller.agency(),
                        filter.page().before(),
                        filter.page().rows(),
                        filter.participant(),
                        filter.word(),
                        filter.state(),
                        filter.from(),
                        filter.to(),
                        filter.externalRef()))
                .map(rows -> filter.page()
                        .response(rows, view, row -> row[row.length - 2], kind.path(), parameters(filter)));
    }

    private Map<String, Object> parameters(Filter filter) {
        var parameters = new LinkedHashMap<String, Object>();
        parameters.put("communityId", filter.community());
        parameters.put("participantId", filter.participant());
        parameters.put(kind.word(), filter.word());
        parameters.put("state", filter.state());
        parameters.put("externalRef", filter.externalRef());
        parameters.put("from", filter.from());
        parameters.put("to", filter.to());
        return parameters;
    }

    /**
     * One that is locked until the transaction ends.
     *
     * @param at the time, read under the lock
     * @param today the day that it is then, where its community is
     * @param stream its events
     */
    public record Locked(Instant at, LocalDate today, List<StoredEvent> stream) {

        /** The version that it has after one more event. */
        public long next() {
            return stream.size() + 1L;
        }

        /** What its events make of it. */
        public <S> S fold(S before, BiFunction<S, StoredEvent, S> evolve) {
            var state = before;
            for (var event : stream) {
                state = evolve.apply(state, event);
            }
            return state;
        }
    }

    /** Locks one that was found, if it is still of the version that the call expects. */
    public Uni<Locked> locked(Sql sql, Call call, UUID community, UUID id) {
        return sql.select(lock, community, id).chain(rows -> {
            var at = Access.instant(rows.getFirst()[0]);
            return Access.today(sql, community, at).chain(today -> EventStore.read(sql, id)
                    .invoke(stream -> Versions.require(call, stream.size()))
                    .map(stream -> new Locked(at, today, stream)));
        });
    }
}
