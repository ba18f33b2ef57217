package org.reciprocity.ledger.exchange;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.account.Accounts;
import org.reciprocity.ledger.hold.Holds;
import org.reciprocity.ledger.problem.ProblemException;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Together;

/**
 * Proposals decided in turn in one transaction: two queries look up all that has to be known, one locks every account that may
 * move, then one proposal after the other over a book in memory, which moves with each that is accepted. Where one names somebody
 * whose account it does not move, all whom they name are kept as they are before that, and all is looked up again.
 */
final class Proposals implements Together.Decided {
    private final Instant at;
    private final List<NewEvent> before;
    private final Map<UUID, Book.Standing> standings;
    private final Map<UUID, Long> entries = new HashMap<>();
    private final ProposalFacts.Since since = new ProposalFacts.Since();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<ExchangeStore.Fresh> recorded = new ArrayList<>();
    private final List<Accounts.Posting> postings = new ArrayList<>();

    private Proposals(Holds.Met met) {
        var locked = met.book();
        var book = ExchangeStore.book(locked);
        this.before = met.events();
        this.at = book.at();
        this.standings = new HashMap<>(book.standings());
        locked.accounts().forEach(account -> entries.put(account.id(), account.entries()));
    }

    /** Decides them in turn. Nothing is written yet. */
    static Uni<Proposals> decide(Sql sql, List<Proposal> proposals) {
        return ProposalFacts.find(sql, proposals)
                .map(found -> Seen.of(proposals, found))
                .chain(seen -> seen.loose()
                        ? ProposalFacts.keepPeople(sql, proposals)
                                .chain(() -> ProposalFacts.glance(sql, proposals))
                                .map(found -> Seen.of(proposals, found))
                        : Uni.createFrom().item(seen))
                .chain(seen -> decide(
                        sql, proposals, seen, (communities, accounts) -> Accounts.lock(sql, communities, accounts)));
    }

    /** Decides them as things stand now, without a lock on anything: what is written meanwhile may make it untrue. */
    static Uni<Proposals> foresee(Sql sql, List<Proposal> proposals) {
        return ProposalFacts.glance(sql, proposals)
                .map(found -> Seen.of(proposals, found))
                .chain(seen -> decide(
                        sql, proposals, seen, (communities, accounts) -> Accounts.glance(sql, communities, accounts)));
    }

    private static Uni<Proposals> decide(Sql sql, List<Proposal> proposals, Seen seen, Look look) {
        var accounts = seen.accounts().isEmpty()
                ? sql.select(ExchangeSql.NOW)
                        .map(now -> new Accounts.LockedBook(List.of(), Access.instant(now.getFirst()[0])))
                : look.at(seen.communities(), seen.accounts());
        return accounts.chain(book -> Holds.meet(sql, book)).map(met -> {
            var decided = new Proposals(met);
            for (int i = 0; i < proposals.size(); i++) {
                decided.outcomes.add(
                        decided.decide(proposals.get(i), seen.found().get(i)));
            }
            return decided;
        });
    }

    /** How the accounts are looked at. */
    private interface Look {
        Uni<Accounts.LockedBook> at(Set<UUID> communities, Set<UUID> accounts);
    }

    /**
     * What proposals come to before any account is locked.
     *
     * @param found what was looked up of each
     * @param communities of those that are not refused by it
     * @param accounts what any of them would move: one that is accepted could only make another move less
     * @param loose whether one names somebody whose account it does not move: whether they have left is told by nothing that is locked
     */
    private record Seen(List<ProposalFacts.Found> found, Set<UUID> communities, Set<UUID> accounts, boolean loose) {

        static Seen of(List<Proposal> proposals, List<ProposalFacts.Found> found) {
            var communities = new HashSet<UUID>();
            var accounts = new HashSet<UUID>();
            var nothing = new ProposalFacts.Since();
            boolean loose = false;
            for (int i = 0; i < proposals.size(); i++) {
                var proposal = proposals.get(i);
                var facts = ProposalFacts.of(found.get(i), proposal, nothing);
                if (facts.refusal().isPresent()) {
                    continue;
                }
                var command = facts.command(proposal);
                var moves = ExchangeDecider.moves(new Exchange.None(), command).keySet();
                accounts.addAll(moves);
                communities.add(proposal.community());
                loose |= !proposal.supporters().isEmpty() || !moves.containsAll(participants(command));
            }
            return new Seen(found, communities, accounts, loose);
        }

        /** The accounts of the participants who give or receive. */
        private static List<UUID> participants(ExchangeCommand.Propose command) {
            var accounts = new ArrayList<UUID>(2);
            command.parties().forEach((party, kind) -> {
                if (kind == ExchangeCommand.Party.PARTICIPANT) {
                    accounts.add(command.accounts().get(party));
                }
            });
            return accounts;
        }
    }

    private Outcome decide(Proposal proposal, ProposalFacts.Found found) {
        var facts = ProposalFacts.of(found, proposal, since);
        if (facts.refusal().isPresent()) {
            return Outcome.refused(facts.refusal().get());
        }
        try {
            return switch (ExchangeDecider.decide(
                    new Exchange.None(), facts.command(proposal), new Book(at, standings))) {
                case ExchangeDecider.Decision.Rejected rejected ->
                    Outcome.refused(ExchangeProblems.of(rejected.refusal()));
                case ExchangeDecider.Decision.Accepted accepted -> accept(proposal, accepted.events());
            };
        } catch (ProblemException refusal) {
            return Outcome.refused(refusal.problem());
        }
    }

    private Outcome accept(Proposal proposal, List<ExchangeEvent> happened) {
        var fresh = proposal.fresh(happened, at);
        since.add(proposal);
        recorded.add(fresh);
        for (var event : happened) {
            if (event instanceof ExchangeEvent.Settled settled) {
                settled.postings().forEach((account, minutes) -> move(proposal, account, minutes));
            }
        }
        return new Outcome(fresh.answer(), fresh.events());
    }

    private void move(Proposal proposal, UUID account, long minutes) {
        var standing = standings.get(account).after(minutes);
        standings.put(account, standing);
        postings.add(new Accounts.Posting(
                proposal.community(),
                account,
                entries.merge(account, 1L, Long::sum),
                proposal.id(),
                proposal.terms().kind().wire(),
                minutes,
                standing.balance(),
                proposal.terms().occasion().occurredAt()));
    }

    /** What expired on the accounts when they were locked, which no refusal undoes. */
    @Override
    public List<NewEvent> before() {
        return before;
    }

    @Override
    public List<Outcome> outcomes() {
        return outcomes;
    }

    @Override
    public Uni<Void> write(Sql sql) {
        return ExchangeStore.write(sql, recorded).chain(() -> Accounts.post(sql, at, false, postings));
    }
}
