package org.reciprocity.ledger.transfer;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.access.Persons;
import org.reciprocity.ledger.access.SpentReferences;
import org.reciprocity.ledger.account.AccountIds;
import org.reciprocity.ledger.account.AccountKind;
import org.reciprocity.ledger.account.Accounts;
import org.reciprocity.ledger.exchange.Bookings;
import org.reciprocity.ledger.exchange.Corrections;
import org.reciprocity.ledger.hold.Holds;
import org.reciprocity.ledger.log.Author;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Versions;
import org.reciprocity.ledger.security.Caller;
import org.reciprocity.ledger.security.Roles;

/**
 * Sends credit from one community to another and takes it back. Both sides are decided on locked accounts before either is
 * written, in one transaction.
 */
@ApplicationScoped
class TransferService {

    /**
     * What has to be known of the two communities: $1 sending, $2 receiving, $3 caller's agency, $4 clearing account of the
     * sending one, $5 id, $6 reference.
     */
    private static final String FACTS = """
            select least(f.max_leg, t.max_leg),
                   exists(select from admission m where m.community_id = t.id and m.agency_id = $3),
                   exists(select from account a where a.community_id = f.id and a.id = $4),
                   exists(select from event v where v.stream = $5),
                   (select x.id from transfer x where x.recorded_by = $3 and x.external_ref = $6)
            from community f cross join community t
            where f.id = $1 and t.id = $2
            """;

    private static final String INSERT = """
            insert into transfer (id, counterpart_id, from_community_id, to_community_id, minutes, state, recorded_by,
                                  external_ref, occurred_at, recorded_at)
            values ($1, $2, $3, $4, $5, 'settled', $6, $7, $8, $9)
            """;

    private static final String LIVES_THERE = "select 1 from participant where id = $1 and community_id = $2";

    private static final String REVERSED = "update transfer set state = 'reversed' where id = $1";

    private static final String ADMITTED =
            "select 1 from admission where community_id in ($1, $2) and agency_id = $3 limit 1";

    /**
     * The two ends of a transfer.
     *
     * @param from the sending community
     * @param sender the participant
     * @param to the receiving community
     * @param recipient the participant there, or that community itself for its pot
     * @param longestLeg what both policies allow
     */
    private record Ends(UUID from, UUID sender, UUID to, UUID recipient, int longestLeg) {

        UUID fromClearing() {
            return AccountIds.of(from, AccountKind.CLEARING, to);
        }
    }

    Uni<Outcome> send(Sql sql, Caller caller, TransferResource.NewTransfer request) {
        if (request.how().equals("on-behalf") && !caller.has(Roles.BROKER, Roles.STEWARD)) {
            throw Problem.of(ProblemType.ROLE_MISSING, "Speaking on behalf of others takes the role broker or steward.")
                    .exception();
        }
        var id = Optional.ofNullable(request.id()).orElseGet(EventIds::next);
        return Access.naming("fromParticipantId", Access.participant(sql, caller, request.fromParticipantId()))
                .chain(sender -> facts(sql, caller, id, sender, request)
                        .chain(facts -> recipient(sql, caller, request).chain(recipient -> {
                            if ((Boolean) facts[3]) {
                                return refused(
                                        Problem.of(ProblemType.ID_IN_USE, "Choose another id, or leave it out."));
                            }
                            if (facts[4] != null) {
                                return refused(Problem.of(
                                                ProblemType.EXTERNAL_REF_IN_USE,
                                                "Your agency has recorded a transfer under this reference.")
                                        .with("existing", "/transfers/" + facts[4]));
                            }
                            var ends = new Ends(
                                    sender.community(), sender.id(), request.toCommunityId(), recipient, (Integer)
                                            facts[0]);
                            return send(sql, caller, id, ends, request);
                        })));
    }

    /** The other community is there for agencies admitted to it, and for the lead of one that has agreed with it. */
    private static Uni<Object[]> facts(
            Sql sql, Caller caller, UUID id, Access.Thing sender, TransferResource.NewTransfer request) {
        var from = sender.community();
        var to = request.toCommunityId();
        return sql.select(
                        FACTS,
                        from,
                        to,
                        caller.agency(),
                        AccountIds.of(from, AccountKind.CLEARING, to),
                        id,
                        request.externalRef())
                .map(rows -> rows.stream()
                        .filter(row -> (Boolean) row[1]
                                || ((Boolean) row[2] && sender.lead().equals(caller.agency())))
                        .findFirst()
                        .orElseThrow(() ->
                                Problem.notFound("community", "toCommunityId").exception()))
                .call(() -> SpentReferences.refuse(
                        sql, SpentReferences.Of.TRANSFER, caller.agency(), request.externalRef()));
    }

    private static Uni<UUID> recipient(Sql sql, Caller caller, TransferResource.NewTransfer request) {
        if (request.toParticipantId() == null) {
            return Uni.createFrom().item(request.toCommunityId());
        }
        return Access.naming("toParticipantId", Access.participant(sql, caller, request.toParticipantId()))
                .invoke(participant -> {
                    if (!participant.community().equals(request.toCommunityId())) {
                        throw Problem.notFound("participant", "toParticipantId").exception();
                    }
                })
                .map(Access.Thing::id);
    }

    private static Uni<Outcome> send(Sql sql, Caller caller, UUID id, Ends ends, TransferResource.NewTransfer request) {
        if (ends.from().equals(ends.to())) {
            return refused(TransferProblems.of(new TransferDecider.Refusal.SameCommunity()));
        }
        return Persons.ids(sql, caller.participant()).chain(own -> refusal(new TransferCommand.Speak(
                        ends.sender(), ends.recipient(), request.how().equals("party"), actor(caller, own)))
                .map(TransferService::refused)
                .orElseGet(() -> heard(sql, caller, id, ends, request)));
    }

    private static Uni<Outcome> heard(
            Sql sql, Caller caller, UUID id, Ends ends, TransferResource.NewTransfer request) {
        var counterpart = EventIds.next();
        // What is booked is dated when the accounts are locked, unless somebody says when it was; the accounts are the
        // same.
        var undated = Instant.EPOCH;
        var accounts = new HashSet<>(Bookings.accounts(out(caller, id, counterpart, ends, request, undated))
                .values());
        accounts.addAll(Bookings.accounts(in(caller, id, counterpart, ends, request, undated))
                .values());
        return Accounts.lock(sql, List.of(ends.from(), ends.to()), accounts)
                .chain(book -> Holds.meet(sql, book))
                .chain(met -> send(sql, caller, id, counterpart, ends, request, met.book())
                        .map(outcome -> after(met, outcome)));
    }

    /** What expired when the accounts were met is told first, whatever came of it. */
    private static Outcome after(Holds.Met met, Outcome outcome) {
        var events = new ArrayList<>(met.events());
        events.addAll(outcome.events());
        return new Outcome(outcome.answer(), List.copyOf(events), outcome.kept());
    }

    private static Uni<Outcome> send(
            Sql sql,
            Caller caller,
            UUID id,
            UUID counterpart,
            Ends ends,
            TransferResource.NewTransfer request,
            Accounts.LockedBook locked) {
        var at = Optional.ofNullable(request.occurredAt()).orElseGet(locked::at);
        var out = out(caller, id, counterpart, ends, request, at);
        var in = in(caller, id, counterpart, ends, request, at);
        return decide(ends, request.minutes(), locked)
                .or(() -> Bookings.refusal(out, locked))
                .or(() -> Bookings.refusal(in, locked))
                .map(TransferService::refused)
                .orElseGet(() -> book(sql, caller, out, in, request, locked));
    }

    private static Optional<Problem> decide(Ends ends, int minutes, Accounts.LockedBook locked) {
        var clearing = locked.accounts().stream()
                .filter(account -> account.id().equals(ends.fromClearing()))
                .findFirst();
        var command = new TransferCommand.Send(
                ends.from(),
                ends.to(),
                minutes,
                ends.longestLeg(),
                clearing.map(Accounts.Locked::balance).orElse(0L),
                clearing.map(Accounts.Locked::ceiling).orElse(null));
        return refusal(command);
    }

    private static Optional<Problem> refusal(TransferCommand command) {
        return switch (TransferDecider.decide(command)) {
            case TransferDecider.Decision.Rejected rejected -> Optional.of(TransferProblems.of(rejected.refusal()));
            case TransferDecider.Decision.Accepted accepted -> Optional.empty();
        };
    }

    private static TransferCommand.Actor actor(Caller caller, Set<UUID> own) {
        return new TransferCommand.Actor(caller.has(Roles.BROKER, Roles.STEWARD), caller.participant(), own);
    }

    /** The sending side: the participant pays the other community. */
    private static Bookings.Booking out(
            Caller caller,
            UUID id,
            UUID counterpart,
            Ends ends,
            TransferResource.NewTransfer request,
            Instant occurredAt) {
        return new Bookings.Booking(
                ends.from(),
                id,
                Bookings.Kind.TRANSFER,
                new Bookings.Occasion(caller.agency(), occurredAt),
                List.of(new Bookings.Move(ends.to(), ends.sender(), request.minutes())),
                Map.of(ends.to(), Bookings.Party.OTHER_COMMUNITY, ends.sender(), Bookings.Party.PARTICIPANT),
                List.of(new Bookings.Word(
                        ends.sender(), request.how().equals("party"), caller.agency(), caller.participant())),
                new Bookings.Grounds.Transferred(counterpart));
    }

    /** The receiving side: the other community pays the participant, or the pot. */
    private static Bookings.Booking in(
            Caller caller,
            UUID id,
            UUID counterpart,
            Ends ends,
            TransferResource.NewTransfer request,
            Instant occurredAt) {
        return new Bookings.Booking(
                ends.to(),
                counterpart,
                Bookings.Kind.TRANSFER,
                new Bookings.Occasion(caller.agency(), occurredAt),
                List.of(new Bookings.Move(ends.recipient(), ends.from(), request.minutes())),
                Map.of(
                        ends.from(),
                        Bookings.Party.OTHER_COMMUNITY,
                        ends.recipient(),
                        ends.recipient().equals(ends.to()) ? Bookings.Party.COMMUNITY : Bookings.Party.PARTICIPANT),
                List.of(),
                new Bookings.Grounds.Transferred(id));
    }

    private static Uni<Outcome> book(
            Sql sql,
            Caller caller,
            Bookings.Booking out,
            Bookings.Booking in,
            TransferResource.NewTransfer request,
            Accounts.LockedBook locked) {
        return Bookings.record(sql, out, locked).map(TransferService::recorded).chain(sent -> Bookings.record(
                        sql, in, locked)
                .map(TransferService::recorded)
                .chain(received -> sql.update(
                                INSERT,
                                out.id(),
                                in.id(),
                                out.community(),
                                in.community(),
                                request.minutes(),
                                caller.agency(),
                                request.externalRef(),
                                out.occasion().occurredAt().atOffset(ZoneOffset.UTC),
                                locked.at().atOffset(ZoneOffset.UTC))
                        .chain(() -> Transfers.found(sql, caller, out.id()))
                        .map(view -> {
                            var events = new ArrayList<>(sent.events());
                            events.addAll(received.events());
                            return new Outcome(
                                    Answer.created("/transfers/" + out.id(), view.version(), view),
                                    List.copyOf(events));
                        })));
    }

    private static Bookings.Booked.Recorded recorded(Bookings.Booked booked) {
        return switch (booked) {
            case Bookings.Booked.Recorded recorded -> recorded;
            case Bookings.Booked.Refused refused ->
                throw new IllegalStateException(
                        "What was allowed is refused: " + refused.problem().type());
        };
    }

    Uni<Outcome> reverse(Sql sql, Call call, UUID id, TransferResource.Reversal request) {
        var reason = Corrections.Reason.of(request.reason());
        return Transfers.toTakeBack(sql, call.caller(), id)
                .call(transfer -> stays(sql, call.caller(), transfer))
                .chain(transfer -> Corrections.lock(sql, List.of(transfer.fromExchangeId(), transfer.toExchangeId())))
                .invoke(sides -> sides.stream()
                        .filter(side -> side.id().equals(id))
                        .forEach(side -> Versions.require(call, side.version())))
                .chain(sides -> Persons.ids(sql, call.caller().participant()).chain(own -> {
                    boolean concerned =
                            sides.stream().anyMatch(side -> own.stream().anyMatch(side::concerns));
                    return refusal(new TransferCommand.TakeBack(concerned, actor(call.caller(), own)))
                            .map(TransferService::refused)
                            .orElseGet(() -> takeBack(sql, call.caller(), id, sides, reason));
                }));
    }

    /** Who has left the communities of a transfer takes nothing back in them. */
    private static Uni<Void> stays(Sql sql, Caller caller, TransferView transfer) {
        return sql.select(ADMITTED, transfer.fromCommunityId(), transfer.toCommunityId(), caller.agency())
                .invoke(rows -> {
                    if (rows.isEmpty()) {
                        throw Problem.notFound("transfer").exception();
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<Outcome> takeBack(
            Sql sql, Caller caller, UUID id, List<Corrections.Held> sides, Corrections.Reason reason) {
        return Accounts.lock(
                        sql,
                        sides.stream().map(Corrections.Held::community).toList(),
                        sides.stream().flatMap(side -> side.accounts().stream()).toList())
                .chain(locked -> sides.stream()
                        .flatMap(side -> side.refusal(locked).stream())
                        .findFirst()
                        .map(TransferService::refused)
                        .orElseGet(() -> takeBack(sql, caller, id, sides, reason, locked)));
    }

    private static Uni<Outcome> takeBack(
            Sql sql,
            Caller caller,
            UUID id,
            List<Corrections.Held> sides,
            Corrections.Reason reason,
            Accounts.LockedBook locked) {
        var events = new ArrayList<NewEvent>();
        return Multi.createFrom()
                .iterable(sides)
                .onItem()
                .transformToUniAndConcatenate(
                        side -> author(sql, caller, side).chain(author -> side.undo(sql, reason, author, locked)))
                .invoke(events::addAll)
                .collect()
                .last()
                .chain(() -> sql.update(REVERSED, id))
                .chain(() -> Transfers.found(sql, caller, id))
                .map(view -> view.reversed(reason.wire(), caller.agency(), locked.at()))
                .map(view ->
                        new Outcome(Answer.created("/transfers/" + id, view.version(), view), List.copyOf(events)));
    }

    /** By whom a side is taken back: a participant is named in no event of a community that is not theirs. */
    private static Uni<Author> author(Sql sql, Caller caller, Corrections.Held side) {
        return sql.select(LIVES_THERE, caller.participant(), side.community())
                .map(rows -> rows.isEmpty() ? new Author(caller.agency(), null) : Author.of(caller));
    }

    private static Uni<Outcome> refused(Problem problem) {
        return Uni.createFrom().item(Outcome.refused(problem));
    }
}
