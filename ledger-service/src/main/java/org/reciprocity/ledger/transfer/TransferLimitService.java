package org.reciprocity.ledger.transfer;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.account.AccountIds;
import org.reciprocity.ledger.account.AccountKind;
import org.reciprocity.ledger.account.Accounts;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Versions;
import org.reciprocity.ledger.request.Write;
import org.reciprocity.ledger.security.Caller;

/**
 * Sets what may be outstanding between two communities. Each side's lead says its own; once both have, each community has a
 * clearing account for the other, limited to the lower of the two.
 */
@ApplicationScoped
class TransferLimitService {

    /** The pair is locked as one, also while there is no row of it, and whichever side asks. */
    private static final String LOCK = """
            select clock_timestamp() from (
                select pg_advisory_xact_lock(hashtextextended(
                    'transfer-limit:' || least($1::uuid, $2::uuid)::text || greatest($1::uuid, $2::uuid)::text, 0))) as l
            """;

    /** What each side of a pair said: $1 this one, $2 the other. */
    private static final String PAIR = """
            select (select minutes from transfer_limit where community_id = $1 and other_id = $2),
                   (select version from transfer_limit where community_id = $1 and other_id = $2),
                   (select minutes from transfer_limit where community_id = $2 and other_id = $1)
            """;

    private static final String SET = """
            insert into transfer_limit (community_id, other_id, id, minutes, version, recorded_at)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (community_id, other_id)
            do update set minutes = excluded.minutes, version = excluded.version, recorded_at = excluded.recorded_at
            """;

    private static final String LIST = """
            select l.other_id, l.minutes, l.version, o.minutes, a.balance
            from transfer_limit l
            left join transfer_limit o on o.community_id = l.other_id and o.other_id = l.community_id
            left join account a on a.community_id = l.community_id and a.owner_id = l.other_id and a.kind = 'clearing'
            where l.community_id = $1 and ($2::uuid is null or l.other_id = $2) and ($3::uuid is null or l.other_id > $3)
            order by l.other_id limit $4
            """;

    Uni<Outcome> set(Write write, Call call, UUID community, UUID other, TransferLimitResource.NewLimit request) {
        return Access.community(write.sql(), call.caller(), community)
                .invoke(seen -> Access.lead(call.caller(), seen.lead()))
                .chain(() -> write.sql().select(LOCK, community, other))
                .chain(locked -> write.sql()
                        .select(PAIR, community, other)
                        .chain(rows -> set(
                                write,
                                call,
                                community,
                                other,
                                request.minutes(),
                                rows.getFirst(),
                                Access.instant(locked.getFirst()[0]))));
    }

    private static Uni<Outcome> set(
            Write write, Call call, UUID community, UUID other, long minutes, Object[] pair, Instant at) {
        var before = (Long) pair[0];
        var theirs = (Long) pair[2];
        long version = pair[1] == null ? 0 : (Long) pair[1];
        Versions.demand(call);
        Versions.require(call, version);
        return switch (TransferDecider.decide(new TransferCommand.SetLimit(community, other, minutes))) {
            case TransferDecider.Decision.Rejected rejected ->
                Uni.createFrom().item(Outcome.refused(TransferProblems.of(rejected.refusal())));
            case TransferDecider.Decision.Accepted accepted -> {
                var stream = TransferEventCodec.stream(community, other);
                var events = new ArrayList<NewEvent>();
                accepted.events()
                        .forEach(event ->
                                events.add(TransferEventCodec.write(community, stream, version + 1, at, event)));
                var agreed = TransferDecider.agreed(minutes, theirs);
                boolean asBefore = Objects.equals(agreed, TransferDecider.agreed(before, theirs));
                yield write.sql()
                        .update(SET, community, other, stream, minutes, version + 1, at.atOffset(ZoneOffset.UTC))
                        .chain(() -> asBefore || agreed == null
                                ? Uni.createFrom().item(List.<NewEvent>of())
                                : limit(write, community, other, agreed, at))
                        .invoke(events::addAll)
                        .chain(() -> write.sql().select(LIST, community, other, null, 1))
                        .map(rows -> new Outcome(
                                Answer.ok(version + 1, view(community, rows.getFirst())), List.copyOf(events)));
            }
        };
    }

    /** Both clearing accounts are locked, if they are there, before either is limited. */
    private static Uni<List<NewEvent>> limit(Write write, UUID community, UUID other, long agreed, Instant at) {
        var both = List.of(
                AccountIds.of(community, AccountKind.CLEARING, other),
                AccountIds.of(other, AccountKind.CLEARING, community));
        return Accounts.lock(write.sql(), List.of(community, other), both)
                .map(locked -> locked.accounts().isEmpty() ? at : locked.at())
                .chain(time -> Accounts.clear(write, community, other, agreed, time)
                        .chain(ours -> Accounts.clear(write, other, community, agreed, time)
                                .map(theirs -> {
                                    var events = new ArrayList<>(ours);
                                    events.addAll(theirs);
                                    return List.copyOf(events);
                                })));
    }

    Uni<Answer> find(Sql sql, Caller caller, UUID community, UUID other) {
        return Access.community(sql, caller, community)
                .chain(() -> sql.select(LIST, community, other, null, 1))
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row -> view(community, row))
                        .map(view -> Answer.ok(view.version(), view))
                        .orElseThrow(() -> Problem.notFound("transfer limit").exception()));
    }

    /** Those after another community, so many of them; after none for null. */
    Uni<List<TransferLimitResource.LimitView>> list(Sql sql, Caller caller, UUID community, UUID after, int rows) {
        return Access.community(sql, caller, community)
                .chain(() -> sql.select(LIST, community, null, after, rows))
                .map(found -> found.stream().map(row -> view(community, row)).toList());
    }

    private static TransferLimitResource.LimitView view(UUID community, Object[] row) {
        var theirs = (Long) row[3];
        return new TransferLimitResource.LimitView(
                community,
                (UUID) row[0],
                (Long) row[1],
                theirs,
                TransferDecider.agreed((Long) row[1], theirs),
                (Long) row[4],
                (Long) row[2]);
    }
}
