package org.reciprocity.ledger.exchange;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.EventStore;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
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
        var id = Optional.ofNullable(request.id()).orElseGet(EventIds::next);
        var terms = request.terms(caller.agency());
        return facts(write.sql(), caller, id, terms, request).chain(facts -> facts.refusal()
                .map(problem -> Uni.createFrom().item(Outcome.refused(problem)))
                .orElseGet(() -> Redemptions.ask(write.sql(), request.communityId(), terms)
                        .chain(asked -> asked.refusal()
                                .map(problem -> Uni.createFrom().item(Outcome.refused(problem)))
                                .orElseGet(() -> propose(write, caller, id, terms, request, facts, asked)))));
    }

    private static Uni<Outcome> propose(
            Write write,
            Caller caller,
            UUID id,
            Exchange.Terms terms,
            ExchangeResource.NewExchange request,
            Facts facts,
            Redemptions.Asked asked) {
        var command = new ExchangeCommand.Propose(
                terms,
                request.given(),
                actor(caller),
                facts.rules(),
                facts.parties(),
                ExchangeStore.accounts(facts.rules().community(), terms, facts.parties()));
        return ExchangeStore.decide(
                        write.sql(), new Exchange.None(), command, facts.rules().community())
                .chain(decided -> switch (decided.decision()) {
                    case ExchangeDecider.Decision.Rejected rejected ->
                        Uni.createFrom().item(decided.refuse(ExchangeProblems.of(rejected.refusal())));
                    case ExchangeDecider.Decision.Accepted accepted -> {
                        var fresh = new ExchangeStore.Fresh(
                                facts.rules().community(),
                                id,
                                terms,
                                request.externalRef(),
                                accepted.events(),
                                decided.at());
                        var unfit = asked.unfit(fresh);
                        yield unfit.isPresent()
                                ? Uni.createFrom().item(decided.refuse(unfit.get()))
                                : ExchangeStore.write(write.sql(), fresh)
                                        .chain(() -> asked.taken(write.sql(), fresh))
                                        .map(events -> new Outcome(
                                                Answer.created("/exchanges/" + id, fresh.version(), fresh.view()),
                                                decided.events(events)));
                    }
                });
    }

    /**
     * What is known before a proposal is decided.
     *
     * @param rules the rules that hold
     * @param parties what each party is
     * @param refusal why there is nothing to decide
     */
    private record Facts(
            ExchangeCommand.Rules rules, Map<UUID, ExchangeCommand.Party> parties, Optional<Problem> refusal) {

        static Facts refused(Problem problem) {
            return new Facts(null, Map.of(), Optional.of(problem));
        }
    }

    private static Uni<Facts> facts(
            Sql sql, Caller caller, UUID id, Exchange.Terms terms, ExchangeResource.NewExchange request) {
        var parties = ExchangeStore.parties(terms);
        return sql.select(
                        ExchangeSql.FACTS,
                        request.communityId(),
                        caller.agency(),
                        request.programmeId(),
                        id,
                        request.externalRef(),
                        parties)
                .map(rows -> facts(rows, caller, terms, request));
    }

    private static Facts facts(
            List<Object[]> rows, Caller caller, Exchange.Terms terms, ExchangeResource.NewExchange request) {
        if (rows.isEmpty() || !(Boolean) rows.getFirst()[4]) {
            return Facts.refused(Problem.notFound("community"));
        }
        var first = rows.getFirst();
        if (request.programmeId() != null && !(Boolean) first[5]) {
            return Facts.refused(Problem.notFound("programme"));
        }
        if ((Boolean) first[7]) {
            return Facts.refused(Problem.of(ProblemType.ID_IN_USE, "Choose another id, or leave it out."));
        }
        if (first[8] != null) {
            return Facts.refused(Problem.of(
                            ProblemType.EXTERNAL_REF_IN_USE,
                            "Your agency has recorded an exchange under this reference.")
                    .with("existing", "/exchanges/" + first[8]));
        }
        var community = request.communityId();
        var kinds = new HashMap<UUID, ExchangeCommand.Party>();
        boolean concerned = caller.agency().equals(first[0]);
        for (var row : rows) {
            var party = (UUID) row[9];
            if ((Boolean) row[10]) {
                kinds.put(party, ExchangeCommand.Party.PARTICIPANT);
                concerned |= (Boolean) row[12];
            } else if (row[11] != null) {
                kinds.put(
                        party,
                        Arrays.asList((String[]) row[11]).contains("redeemer")
                                ? ExchangeCommand.Party.REDEEMER
                                : ExchangeCommand.Party.AGENCY);
                concerned |= party.equals(caller.agency());
            } else if (party.equals(community)) {
                kinds.put(party, ExchangeCommand.Party.COMMUNITY);
            } else {
                return Facts.refused(Problem.notFound("party").with("field", place(terms, party)));
            }
        }
        if (!concerned) {
            return Facts.refused(Problem.notFound("party")
                    .with("field", place(terms, terms.legs().getFirst().provider())));
        }
        return new Facts(rules(community, first, 0, (Boolean) first[6]), kinds, Optional.empty());
    }

    private static String place(Exchange.Terms terms, UUID party) {
        for (int i = 0; i < terms.legs().size(); i++) {
            var leg = terms.legs().get(i);
            if (leg.has(party)) {
                return "legs[" + i + "]." + (leg.provider().equals(party) ? "providerId" : "receiverId");
            }
        }
        return "legs";
    }

    private static ExchangeCommand.Rules rules(UUID community, Object[] row, int from, boolean earnsCredit) {
        return new ExchangeCommand.Rules(
                community,
                (UUID) row[from],
                (Integer) row[from + 1],
                (Integer) row[from + 2],
                !"receiver".equals(row[from + 3]),
                earnsCredit);
    }

    private static ExchangeCommand.Actor actor(Caller caller) {
        return new ExchangeCommand.Actor(caller.agency(), caller.has(Roles.BROKER, Roles.STEWARD));
    }

    Uni<Outcome> confirm(Write write, Call call, UUID id, ExchangeResource.NewConfirmation request) {
        var confirmation = request.confirmation();
        return change(
                write.sql(),
                call,
                id,
                found -> new ExchangeCommand.Confirm(
                        confirmation,
                        actor(call.caller()),
                        found.rules(),
                        found.exchange() instanceof Exchange.Proposed proposed
                                ? ExchangeStore.accounts(
                                        found.rules().community(),
                                        proposed.terms(),
                                        Parties.ofProposed(found.rules().community(), proposed.terms()))
                                : Map.of()));
    }

    Uni<Outcome> cancel(Write write, Call call, UUID id, ExchangeResource.Cancellation request) {
        var reason = Exchange.Reason.of(request.reason());
        return change(
                write.sql(),
                call,
                id,
                found -> new ExchangeCommand.Cancel(reason, actor(call.caller()), found.rules()));
    }

    Uni<Outcome> reverse(Write write, Call call, UUID id, ExchangeResource.Reversal request) {
        var reason = Exchange.Reason.of(request.reason());
        return change(
                write.sql(),
                call,
                id,
                found -> new ExchangeCommand.Reverse(
                        reason,
                        actor(call.caller()),
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
    private record Found(Exchange exchange, ExchangeCommand.Rules rules, long version, Instant recordedAt) {}

    private static Uni<Outcome> change(Sql sql, Call call, UUID id, Function<Found, ExchangeCommand> command) {
        return sql.select(ExchangeSql.FIND, id, call.caller().agency()).chain(rows -> {
            if (rows.isEmpty()) {
                return Uni.createFrom().item(refused(new Refusal.NotFound()));
            }
            var row = rows.getFirst();
            var rules = rules((UUID) row[0], row, 1, (Boolean) row[5]);
            return sql.select(ExchangeSql.LOCK, rules.community(), id)
                    .chain(() -> EventStore.read(sql, id))
                    .map(stream -> new Found(
                            ExchangeStore.fold(stream),
                            rules,
                            stream.size(),
                            stream.getFirst().recordedAt()))
                    .invoke(found -> Versions.require(call, found.version()))
                    .chain(found -> change(sql, id, found, command.apply(found)));
        });
    }

    private static Uni<Outcome> change(Sql sql, UUID id, Found found, ExchangeCommand command) {
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
                                                    ExchangeView.of(id, community, after, found.recordedAt(), version)),
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
                                    stream.getFirst().recordedAt(),
                                    stream.size())));
        });
    }

    /** An exchange in a list, and its number there. */
    record Listed(ExchangeView view, long number) {}

    Uni<List<Listed>> list(Sql sql, Caller caller, ExchangeFilter filter) {
        return Access.community(sql, caller, filter.community()).chain(community -> sql.select(
                        ExchangeSql.LIST,
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
                        filter.to() == null ? null : filter.to().atOffset(ZoneOffset.UTC))
                .chain(rows -> listed(sql, community.id(), rows)));
    }

    private static Uni<List<Listed>> listed(Sql sql, UUID community, List<Object[]> rows) {
        var numbers = new LinkedHashMap<UUID, Long>();
        rows.forEach(row -> numbers.put((UUID) row[0], (Long) row[1]));
        return sql.select(ExchangeSql.STREAMS, (Object) numbers.keySet().toArray(UUID[]::new))
                .map(events -> {
                    var streams = new HashMap<UUID, List<Object[]>>();
                    events.forEach(event -> streams.computeIfAbsent((UUID) event[0], stream -> new ArrayList<>())
                            .add(event));
                    return numbers.entrySet().stream()
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
                                                community,
                                                exchange,
                                                Access.instant(stream.getFirst()[2]),
                                                stream.size()),
                                        entry.getValue());
                            })
                            .toList();
                });
    }
}
