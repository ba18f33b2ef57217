package org.reciprocity.ledger.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.reciprocity.eventlog.EventStore;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.request.Json;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.security.Caller;

/** Runs proposals in a transaction that is rolled back, so that the same ones can be run again in another way. */
public final class ProposalRuns {
    private static final ObjectMapper JSON = Json.mapper();

    private ProposalRuns() {}

    /** What a run came to: the answers in order, the events, and the book after it, all without the time of recording. */
    public record Run(List<String> answers, List<String> events, List<String> book) {}

    /** All in one batch. */
    public static Run together(Pool pool, UUID community, List<Caller> callers, List<String> bodies) {
        var proposals = proposals(callers, bodies);
        return run(pool, community, sql -> Proposals.decide(sql, proposals).chain(decided -> {
            var outcomes = decided.outcomes();
            return decided.write(sql)
                    .chain(() -> EventStore.append(
                            sql,
                            outcomes.stream()
                                    .flatMap(one -> one.events().stream())
                                    .toList()))
                    .replaceWith(outcomes);
        }));
    }

    /** One after the other. */
    public static Run oneByOne(Pool pool, UUID community, List<Caller> callers, List<String> bodies) {
        return run(pool, community, sql -> {
            Uni<List<Outcome>> all = Uni.createFrom().item(new ArrayList<>());
            for (var proposal : proposals(callers, bodies)) {
                all = all.chain(
                        outcomes -> Proposals.decide(sql, List.of(proposal)).chain(decided -> decided.write(sql)
                                .chain(() -> EventStore.append(
                                        sql, decided.outcomes().getFirst().events()))
                                .map(written -> {
                                    outcomes.add(decided.outcomes().getFirst());
                                    return outcomes;
                                })));
            }
            return all;
        });
    }

    private static List<Proposal> proposals(List<Caller> callers, List<String> bodies) {
        var proposals = new ArrayList<Proposal>();
        for (int i = 0; i < bodies.size(); i++) {
            try {
                proposals.add(
                        Proposal.of(callers.get(i), JSON.readValue(bodies.get(i), ExchangeResource.NewExchange.class)));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(e);
            }
        }
        return proposals;
    }

    private static Run run(Pool pool, UUID community, Function<Sql, Uni<List<Outcome>>> work) {
        return pool.getConnection()
                .chain(connection -> connection
                        .begin()
                        .chain(transaction -> {
                            var sql = Sql.of(connection);
                            return work.apply(sql)
                                    .chain(outcomes -> book(sql, community).map(book -> told(outcomes, book)))
                                    .eventually(transaction::rollback);
                        })
                        .eventually(connection::close))
                .await()
                .indefinitely();
    }

    private static Run told(List<Outcome> outcomes, List<String> book) {
        return new Run(
                outcomes.stream()
                        .map(outcome -> outcome.answer().toString() + outcome.kept())
                        .map(ProposalRuns::timeless)
                        .toList(),
                outcomes.stream()
                        .flatMap(outcome -> outcome.events().stream())
                        .map(event -> String.join(
                                " ",
                                event.type(),
                                event.stream().toString(),
                                String.valueOf(event.version()),
                                event.chain().toString(),
                                event.body()))
                        .toList(),
                book);
    }

    private static String timeless(String answer) {
        return answer.replaceAll("\"recordedAt\":\"[^\"]*\"", "\"recordedAt\":\"-\"");
    }

    private static Uni<List<String>> book(Sql sql, UUID community) {
        return sql.select("""
                select 'account', id::text, balance::text, entries::text, '', '', ''
                  from account where community_id = $1
                union all
                select 'posting', account_id::text, number::text, exchange_id::text, kind, minutes::text,
                       balance || ' ' || occurred_at || ' ' || reversal
                  from posting where community_id = $1
                union all
                select 'exchange', id::text, kind, state, version::text, recorded_by::text,
                       coalesce(external_ref, '') || ' ' || coalesce(programme_id::text, '') || ' '
                       || rank() over (order by number)
                  from exchange where community_id = $1
                union all
                select 'party', party_id::text, exchange_id::text, '', '', '', '' from exchange_party where community_id = $1
                order by 1, 2, 3, 4, 5, 6, 7
                """, community)
                .map(rows -> rows.stream().map(Arrays::toString).toList());
    }
}
