package org.reciprocity.ledger.exchange;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.reciprocity.eventlog.EventStore;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.eventlog.StoredEvent;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.access.Persons;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Versions;
import org.reciprocity.ledger.request.Write;
import org.reciprocity.ledger.security.Caller;
import org.reciprocity.ledger.security.Roles;

/**
 * Records exchanges, confirms, cancels and reverses them: looks up what has to be known, locks what may move, decides, and
 * writes what was decided. Every step of a command is in one transaction.
 */
@ApplicationScoped
public class ExchangeService {

    /** Records a proposal, and settles it where nobody's word is waited for. */
    public Uni<Outcome> propose(Write write, Caller caller, ExchangeResource.NewExchange request) {
        return propose(write, Proposal.of(caller, request));
    }

    Uni<Outcome> propose(Write write, Proposal proposal) {
        var sql = write.sql();
        return proposal.alone()
                ? redeem(sql, proposal)
                : Proposals.decide(sql, List.of(proposal)).chain(decided -> decided.write(sql)
                        .map(written -> decided.outcomes().getFirst().after(decided.before())));
    }

    /** Records a redemption that takes up an offer, whose lock comes before those of the accounts. */
    private static Uni<Outcome> redeem(Sql sql, Proposal proposal) {
        return ProposalFacts.of(sql, proposal).chain(facts -> facts.refusal()
                .map(problem -> Uni.createFrom().item(Outcome.refused(problem)))
                .orElseGet(() -> Redemptions.ask(sql, proposal.community(), proposal.terms())
                        .chain(asked -> asked.refusal()
                                .map(problem -> Uni.createFrom().item(Outcome.refused(problem)))
                                .orElseGet(() -> redeem(sql, proposal, facts, asked)))));
    }

    private static Uni<Outcome> redeem(Sql sql, Proposal proposal, ProposalFacts facts, Redemptions.Asked asked) {
        return ExchangeStore.decide(sql, new Exchange.None(), facts.command(proposal), proposal.community())
                .chain(decided -> switch (decided.decision()) {
                    case ExchangeDecider.Decision.Rejected rejected ->
                        Uni.createFrom().item(decided.refuse(ExchangeProblems.of(rejected.refusal())));
                    case ExchangeDecider.Decision.Accepted accepted -> {
                        var fresh = proposal.fresh(accepted.events(), decided.at());
                        var unfit = asked.unfit(fresh);
                        yield unfit.isPresent()
                                ? Uni.createFrom().item(decided.refuse(unfit.get()))
                                : ExchangeStore.write(sql, fresh)
                                        .chain(() -> asked.taken(sql, fresh))
                                        .map(events -> new Outcome(fresh.answer(), decided.events(events)));
                    }
                });
    }

    static ExchangeCommand.Rules rules(UUID community, Object[] row, int from, boolean earnsCredit) {
        return new ExchangeCommand.Rules(
                community,
                (UUID) row[from],
                (Integer) row[from + 1],
                (Integer) row[from + 2],
                ExchangeCommand.Asked.valueOf(((String) row[from + 3]).toUpperCase(Locale.ROOT)),
                earnsCredit);
    }

    static ExchangeCommand.Actor actor(Caller caller, Set<UUID> sees) {
        return new ExchangeCommand.Actor(
                caller.agency(), caller.has(Roles.BROKER, Roles.STEWARD), caller.participant(), sees);
    }

    Uni<Outcome> confirm(Write write, Call call, UUID id, NewConfirmation request) {
        var word = request.word();
        return supporter(write.sql(), call, word)
                .chain(supporter -> change(write.sql(), call, id, word.actor(), (found, actor) -> {
                    if (supporter
                            .filter(of -> !of.community().equals(found.rules().community()))
                            .isPresent()) {
                        throw Problem.notFound("participant", "actorId").exception();
                    }
                    return new ExchangeCommand.Confirm(word, actor, found.rules(), found.accounts());
                }));
    }

    /** Somebody who speaks for another is a participant whom the caller sees. */
    private static Uni<Optional<Access.Thing>> supporter(Sql sql, Call call, ExchangeCommand.Word word) {
        return word.actor() == null
                ? Uni.createFrom().item(Optional.empty())
                : Access.naming(
                                "actorId",
                                Access.participant(sql, call.caller(), word.actor())
                                        .call(found -> Access.keep(sql, found.community(), found.id())))
                        .map(Optional::of);
    }

    Uni<Outcome> dispute(Write write, Call call, UUID id, DisputeResource.NewDispute request) {
        var reason = Exchange.DisputeReason.of(request.reason());
        return change(
                write.sql(),
                call,
                id,
                (found, actor) -> new ExchangeCommand.Dispute(request.participantId(), reason, actor, found.rules()));
    }

    Uni<Outcome> resolve(Write write, Call call, UUID id, DisputeResource.NewResolution request) {
        return change(
                write.sql(),
                call,
                id,
                (found, actor) -> new ExchangeCommand.Resolve(
                        request.minutes(), request.why(), actor, found.rules(), found.accounts()));
    }

    Uni<Outcome> cancel(Write write, Call call, UUID id, ExchangeResource.Cancellation request) {
        var reason = Exchange.Reason.of(request.reason());
        return change(
                write.sql(), call, id, (found, actor) -> new ExchangeCommand.Cancel(reason, actor, found.rules()));
    }

    Uni<Outcome> reverse(Write write, Call call, UUID id, ExchangeResource.Reversal request) {
        var reason = Exchange.Reason.of(request.reason());
        return change(
                write.sql(),
                call,
                id,
                (found, actor) -> new ExchangeCommand.Reverse(
                        reason,
                        actor,
                        found.rules(),
                        ExchangeStore.pot(found.rules().community())));
    }

    /**
     * An exchange whose stream is locked.
     *
     * @param exchange as it is
     * @param rules the rules that hold
     * @param version its version
     * @param recordedAt when it was recorded
     */
    record Found(Exchange exchange, ExchangeCommand.Rules rules, long version, Instant recordedAt) {

        static Found of(List<StoredEvent> stream, ExchangeCommand.Rules rules) {
            return new Found(
                    ExchangeStore.fold(stream),
                    rules,
                    stream.size(),
                    stream.getFirst().recordedAt());
        }

        /** Under rules that know of the parties, of who recorded it and of these others who of them is one person. */
        Uni<Found> knowingPersons(Sql sql, Stream<UUID> others) {
            var terms = ExchangeView.terms(exchange);
            var named = Stream.concat(
                            Stream.concat(Stream.of(ExchangeStore.parties(terms)), Stream.ofNullable(terms.bearer())),
                            others)
                    .distinct()
                    .toList();
            return Persons.among(sql, rules.community(), named)
                    .map(persons -> new Found(exchange, rules.knowing(persons), version, recordedAt));
        }

        /** Which account each party moves; none where it has come to its end. */
        Map<UUID, UUID> accounts() {
            return switch (exchange) {
                case Exchange.Proposed proposed -> accounts(proposed.terms());
                case Exchange.Disputed disputed -> accounts(disputed.terms());
                case Exchange.None none -> Map.of();
                case Exchange.Settled settled -> Map.of();
                case Exchange.Cancelled cancelled -> Map.of();
                case Exchange.Lapsed lapsed -> Map.of();
                case Exchange.Reversed reversed -> Map.of();
            };
        }

        private Map<UUID, UUID> accounts(Exchange.Terms terms) {
            var community = rules.community();
            return ExchangeStore.accounts(community, terms, Parties.ofProposed(community, terms));
        }
    }

    private static Uni<Outcome> change(
            Sql sql, Call call, UUID id, BiFunction<Found, ExchangeCommand.Actor, ExchangeCommand> command) {
        return change(sql, call, id, null, command);
    }

    /** Changes an exchange, where somebody may speak for a party; null for nobody. */
    private static Uni<Outcome> change(
            Sql sql,
            Call call,
            UUID id,
            UUID supporter,
            BiFunction<Found, ExchangeCommand.Actor, ExchangeCommand> command) {
        return sql.select(ExchangeSql.FIND_TO_CHANGE, id, call.caller().agency())
                .chain(rows -> {
                    if (rows.isEmpty()) {
                        return Uni.createFrom().item(refused(new Refusal.NotFound()));
                    }
                    var row = rows.getFirst();
                    var rules = rules((UUID) row[0], row, 1, (Boolean) row[5]);
                    var actor = actor(call.caller(), Set.of((UUID[]) row[6]));
                    return sql.select(ExchangeSql.LOCK, rules.community(), id)
                            .chain(() -> EventStore.read(sql, id))
                            .map(stream -> Found.of(stream, rules))
                            .invoke(found -> Versions.require(call, found.version()))
                            .chain(found -> found.knowingPersons(
                                    sql,
                                    Stream.of(call.caller().participant(), supporter)
                                            .filter(Objects::nonNull)))
                            .chain(found -> change(sql, id, found, command.apply(found, actor)));
                });
    }

    /** Decides a command on an exchange whose stream is locked, and writes what it comes to. */
    static Uni<Outcome> change(Sql sql, UUID id, Found found, ExchangeCommand command) {
        var community = found.rules().community();
        return Redemptions.lock(sql, id, found.exchange()).chain(ticket -> ExchangeStore.decide(
                        sql, found.exchange(), command, community)
                .chain(decided -> switch (decided.decision()) {
                    case ExchangeDecider.Decision.Rejected rejected ->
                        Uni.createFrom().item(decided.refuse(ExchangeProblems.of(rejected.refusal())));
                    case ExchangeDecider.Decision.Accepted accepted -> {
                        var after = ExchangeStore.fold(found.exchange(), accepted.events());
                        long version = found.version() + accepted.events().size();
                        yield sql.update(ExchangeSql.UPDATE, community, id, ExchangeView.state(after), version)
                                .chain(() -> ExchangeStore.post(
                                        sql, community, id, ExchangeView.terms(after), accepted.events(), decided.at()))
                                .chain(() -> Redemptions.undo(sql, id, after, ticket, decided.at()))
                                .map(undone -> {
                                    var events = new ArrayList<>(decided.events(ExchangeStore.events(
                                            community, id, found.version(), decided.at(), accepted.events())));
                                    events.addAll(undone);
                                    return new Outcome(
                                            Answer.created(
                                                    "/exchanges/" + id,
                                                    version,
                                                    ExchangeView.of(
                                                            id,
                                                            community,
                                                            after,
                                                            new ExchangeView.Times(
                                                                    found.recordedAt(), decided.at(), version))),
                                            events);
                                });
                    }
                }));
    }

    private static Outcome refused(Refusal refusal) {
        return Outcome.refused(ExchangeProblems.of(refusal));
    }

    Uni<Answer> find(Sql sql, Caller caller, UUID id) {
        return sql.select(ExchangeSql.FIND, id, caller.agencyOrNone()).chain(rows -> {
            if (rows.isEmpty()) {
                throw Problem.notFound("exchange").exception();
            }
            var community = (UUID) rows.getFirst()[0];
            return EventStore.read(sql, id)
                    .map(stream -> Answer.ok(
                            (long) stream.size(),
                            ExchangeView.of(
                                    id,
                                    community,
                                    ExchangeStore.fold(stream),
                                    new ExchangeView.Times(
                                            stream.getFirst().recordedAt(),
                                            stream.getLast().recordedAt(),
                                            stream.size(),
                                            (String) rows.getFirst()[6]))));
        });
    }

    /** An exchange in a list, and its number there. */
    record Listed(ExchangeView view, long number) {}

    /** A page of a list, and where looking for more goes on if it ended short of the page's end. */
    record ListPage(List<Listed> rows, Optional<Long> walkedTo) {}

    Uni<ListPage> list(Sql sql, Caller caller, ExchangeFilter filter) {
        return ExchangeList.find(sql, caller, filter)
                .chain(found -> listed(sql, found).map(rows -> new ListPage(rows, found.walkedTo())));
    }

    private static Uni<List<Listed>> listed(Sql sql, ExchangeList.Found found) {
        var places = new LinkedHashMap<UUID, ExchangeList.Place>();
        found.places().forEach(place -> places.put(place.id(), place));
        return sql.select(ExchangeSql.STREAMS, (Object) places.keySet().toArray(UUID[]::new))
                .map(events -> {
                    var streams = new HashMap<UUID, List<Object[]>>();
                    events.forEach(event -> streams.computeIfAbsent((UUID) event[0], stream -> new ArrayList<>())
                            .add(event));
                    return places.entrySet().stream()
                            .map(entry -> {
                                var stream = Objects.requireNonNull(streams.get(entry.getKey()));
                                var exchange = ExchangeStore.fold(
                                        new Exchange.None(),
                                        stream.stream()
                                                .map(event ->
                                                        ExchangeEventCodec.read((String) event[1], (String) event[3]))
                                                .toList());
                                return new Listed(
                                        ExchangeView.of(
                                                entry.getKey(),
                                                found.community(),
                                                exchange,
                                                new ExchangeView.Times(
                                                        Access.instant(stream.getFirst()[2]),
                                                        Access.instant(stream.getLast()[2]),
                                                        stream.size(),
                                                        entry.getValue().externalRef())),
                                        entry.getValue().number());
                            })
                            .toList();
                });
    }
}
