package org.reciprocity.ledger.hold;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.account.AccountIds;
import org.reciprocity.ledger.account.AccountKind;
import org.reciprocity.ledger.account.Accounts;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.redemption.Offers;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Versions;
import org.reciprocity.ledger.security.Caller;
import org.reciprocity.ledger.security.Roles;

/**
 * Holds, for the features that meet them on an account or spend them; always in their transaction. The lock of a hold is the
 * lock of its account.
 */
public final class Holds {
    /** Seen by who placed it and by the partner it is for, while they are admitted, by those who see the participant, and by the lead. */
    static final String VISIBLE = """
             ($2 = c.lead_agency_id
              or ($2 in (h.recorded_by, h.agency_id)
                  and exists (select from admission m where m.community_id = h.community_id and m.agency_id = $2))
              or exists (select from participant_sight s
                         where s.community_id = h.community_id and s.participant_id = h.participant_id
                           and s.agency_id = $2))
            """;

    private static final String FIND = HoldRow.SELECT + " where h.id = $1 and" + VISIBLE;

    private static final String READ = HoldRow.SELECT + " where h.id = $1";

    private static final String DUE = HoldRow.SELECT + """
             where h.account_id = any($1) and h.state = 'held' and h.expires_at <= $2
            order by h.id
            """;

    private static final String OVER = """
            select coalesce(sum(minutes), 0)::bigint from hold
            where account_id = $1 and state = 'held' and expires_at <= $2
            """;

    private static final String EXPIRE = "update hold set state = 'expired', version = version + 1 where id = any($1)";

    private static final String FREE = """
            update account a set reserved = a.reserved - x.minutes
            from unnest($1::uuid[], $2::bigint[]) as x(id, minutes)
            where a.id = x.id
            """;

    private static final String RESERVE =
            "update account set reserved = reserved + $3 where community_id = $1 and id = $2";

    private static final String CAPTURED = """
            update hold set state = 'captured', captured = $2, exchange_id = $3, version = version + 1 where id = $1
            """;

    private Holds() {}

    /**
     * Locked accounts without the holds on them whose time was over.
     *
     * @param book the accounts as they stand now
     * @param events that these holds expired, to be appended before what comes of the command
     */
    public record Met(Accounts.LockedBook book, List<NewEvent> events) {}

    /**
     * Expires the holds on locked accounts whose time is over. It asks the database for them only if minutes are reserved on
     * one of the accounts.
     */
    public static Uni<Met> meet(Sql sql, Accounts.LockedBook book) {
        var reserving = book.accounts().stream()
                .filter(account -> account.reserved() != 0)
                .map(Accounts.Locked::id)
                .toList();
        return reserving.isEmpty()
                ? Uni.createFrom().item(new Met(book, List.of()))
                : expire(sql, reserving, book.at()).map(expired -> new Met(expired.without(book), expired.events()));
    }

    /** How many minutes of a locked account are held by holds whose time is over: meeting it would free them. */
    public static Uni<Long> over(Sql sql, UUID account, Instant at) {
        return sql.select(OVER, account, at.atOffset(ZoneOffset.UTC)).map(rows -> (Long) rows.getFirst()[0]);
    }

    /**
     * Holds that were expired.
     *
     * @param minutes what became free, by account
     * @param events to append
     */
    record Expired(Map<UUID, Long> minutes, List<NewEvent> events) {

        Accounts.LockedBook without(Accounts.LockedBook book) {
            return new Accounts.LockedBook(
                    book.accounts().stream()
                            .map(account -> new Accounts.Locked(
                                    account.id(),
                                    account.balance(),
                                    account.reserved() - minutes.getOrDefault(account.id(), 0L),
                                    account.floor(),
                                    account.ceiling(),
                                    account.status(),
                                    account.entries()))
                            .toList(),
                    book.at());
        }
    }

    /** Expires the holds of accounts that are locked. */
    static Uni<Expired> expire(Sql sql, Collection<UUID> accounts, Instant at) {
        return sql.select(DUE, accounts.toArray(UUID[]::new), at.atOffset(ZoneOffset.UTC))
                .chain(rows -> {
                    var ids = new ArrayList<UUID>();
                    var minutes = new HashMap<UUID, Long>();
                    var events = new ArrayList<NewEvent>();
                    for (var row : rows) {
                        var hold = HoldRow.of(row);
                        for (var event : expiry(hold, at)) {
                            ids.add(hold.id());
                            minutes.merge(hold.terms().account(), -HoldDecider.reserves(event), Math::addExact);
                            events.add(
                                    HoldEventCodec.write(hold.community(), hold.id(), hold.version() + 1, at, event));
                        }
                    }
                    var expired = new Expired(minutes, events);
                    return ids.isEmpty() ? Uni.createFrom().item(expired) : write(sql, ids, expired);
                });
    }

    private static Uni<Expired> write(Sql sql, List<UUID> ids, Expired expired) {
        var accounts = expired.minutes().keySet().toArray(UUID[]::new);
        var minutes = new Long[accounts.length];
        for (int i = 0; i < accounts.length; i++) {
            minutes[i] = expired.minutes().get(accounts[i]);
        }
        return sql.update(EXPIRE, (Object) ids.toArray(UUID[]::new))
                .chain(() -> sql.update(FREE, accounts, minutes))
                .chain(() -> Offers.giveBack(sql, ids))
                .replaceWith(expired);
    }

    private static List<HoldEvent> expiry(HoldRow hold, Instant at) {
        return switch (HoldDecider.decide(hold.state(), new HoldCommand.Expire(at))) {
            case HoldDecider.Decision.Accepted accepted -> accepted.events();
            case HoldDecider.Decision.Rejected rejected ->
                throw new IllegalStateException("Expiring is never refused: " + rejected.refusal());
        };
    }

    static Uni<HoldRow> find(Sql sql, Caller caller, UUID id) {
        return sql.select(FIND, id, caller.agencyOrNone())
                .map(rows -> rows.stream().findFirst().map(HoldRow::of).orElseThrow(() -> Problem.notFound("hold")
                        .exception()));
    }

    static HoldCommand.Actor actor(Caller caller, UUID lead) {
        return new HoldCommand.Actor(
                caller.agency(),
                lead.equals(caller.agency()),
                caller.has(Roles.BROKER, Roles.STEWARD),
                caller.participant());
    }

    static Uni<Void> reserve(Sql sql, UUID community, UUID account, long minutes) {
        return sql.update(RESERVE, community, account, minutes).replaceWithVoid();
    }

    /**
     * A hold whose account, and the partner's redemption account, are locked.
     *
     * @param hold as it stands
     * @param met the accounts, and what expired on them when they were locked
     */
    record Locked(HoldRow hold, Met met) {

        Instant at() {
            return met.book().at();
        }

        /** A refusal, which does not undo what expired. */
        Outcome refuse(HoldDecider.Decision.Rejected rejected) {
            var refused = Outcome.refused(HoldProblems.of(rejected.refusal()));
            return new Outcome(refused.answer(), met.events(), refused.kept());
        }
    }

    /** Locks a hold that the caller sees, and expires what is over on its account. */
    static Uni<Locked> lock(Sql sql, Call call, UUID id) {
        return find(sql, call.caller(), id)
                .chain(seen -> Accounts.lock(sql, seen.community(), accounts(seen)))
                .chain(book -> read(sql, id)
                        .invoke(hold -> Versions.require(call, hold.version()))
                        .chain(hold -> meet(sql, book)
                                .chain(met -> met.events().isEmpty()
                                        ? Uni.createFrom().item(new Locked(hold, met))
                                        : read(sql, id).map(now -> new Locked(now, met)))));
    }

    private static List<UUID> accounts(HoldRow hold) {
        var terms = hold.terms();
        return List.of(terms.account(), AccountIds.of(hold.community(), AccountKind.REDEMPTION, terms.partner()));
    }

    private static Uni<HoldRow> read(Sql sql, UUID id) {
        return sql.select(READ, id).map(rows -> HoldRow.of(rows.getFirst()));
    }

    /** What a wish to capture comes to. */
    public sealed interface Asked {
        /** It can be captured, if the exchange can be recorded. */
        record Granted(Capture capture) implements Asked {}

        /** It cannot. */
        record Refused(Outcome outcome) implements Asked {}
    }

    /**
     * A capture that has been decided. Nothing of it is written yet.
     *
     * @param community where
     * @param hold the hold
     * @param account whose minutes they are
     * @param participant who owns it
     * @param partner who is credited
     * @param ownWord whether the participant's word is their own
     * @param heardBy the agency that brought it, when it placed the hold
     * @param bearer the participant whose token it came with; null where it was nobody's in particular
     * @param programme the programme; null for none
     * @param offer the offer; null for none
     * @param held minutes that were held
     * @param minutes minutes that are spent
     * @param units units of the offer that are taken up; 0 without one
     * @param exchange the exchange to be
     * @param book both accounts, locked, without the held minutes among those that are reserved
     * @param before events of what expired when they were locked
     * @param event what happens to the hold
     */
    public record Capture(
            UUID community,
            UUID hold,
            UUID account,
            UUID participant,
            UUID partner,
            boolean ownWord,
            UUID heardBy,
            UUID bearer,
            UUID programme,
            UUID offer,
            int held,
            int minutes,
            int units,
            UUID exchange,
            Accounts.LockedBook book,
            List<NewEvent> before,
            NewEvent event) {

        /** A refusal, which does not undo what expired. */
        public Outcome refuse(Problem problem) {
            var refused = Outcome.refused(problem);
            return new Outcome(refused.answer(), before, refused.kept());
        }
    }

    /** Locks a hold with its accounts, and decides on its capture. Nothing is captured yet. */
    public static Uni<Asked> ask(Sql sql, Call call, UUID id, Integer minutes, UUID exchange) {
        return lock(sql, call, id).map(locked -> {
            var hold = locked.hold();
            var command = new HoldCommand.Capture(minutes, exchange, actor(call.caller(), hold.lead()), locked.at());
            return switch (HoldDecider.decide(hold.state(), command)) {
                case HoldDecider.Decision.Rejected rejected -> new Asked.Refused(locked.refuse(rejected));
                case HoldDecider.Decision.Accepted accepted ->
                    new Asked.Granted(capture(locked, accepted.events().getFirst(), exchange));
            };
        });
    }

    private static Capture capture(Locked locked, HoldEvent event, UUID exchange) {
        var hold = locked.hold();
        var terms = hold.terms();
        var purpose = terms.purpose();
        if (!(HoldDecider.evolve(hold.state(), event) instanceof Hold.Captured captured)) {
            throw new IllegalStateException("A capture captures");
        }
        var freed = new Expired(Map.of(terms.account(), (long) terms.minutes()), List.of());
        return new Capture(
                hold.community(),
                hold.id(),
                terms.account(),
                terms.participant(),
                terms.partner(),
                terms.how() == Hold.How.PARTY,
                terms.recordedBy(),
                terms.bearer(),
                purpose.programme(),
                purpose.offer(),
                terms.minutes(),
                captured.minutes(),
                purpose.units() == null ? 0 : captured.minutes() / (terms.minutes() / purpose.units()),
                exchange,
                freed.without(locked.met().book()),
                locked.met().events(),
                HoldEventCodec.write(hold.community(), hold.id(), hold.version() + 1, locked.at(), event));
    }

    /**
     * Captures: sets the held minutes free, notes what was spent and by which exchange, and gives back what was not taken up of
     * the offer. Answers with the hold.
     */
    public static Uni<Answer> capture(Sql sql, Capture capture) {
        return reserve(sql, capture.community(), capture.account(), -capture.held())
                .chain(() -> sql.update(CAPTURED, capture.hold(), capture.minutes(), capture.exchange()))
                .chain(() -> capture.offer() == null
                        ? Uni.createFrom().voidItem()
                        : Offers.passOn(sql, capture.hold(), capture.exchange(), capture.units()))
                .chain(() -> read(sql, capture.hold()))
                .map(hold -> Answer.created("/holds/" + hold.id(), hold.version(), HoldView.of(hold)));
    }
}
