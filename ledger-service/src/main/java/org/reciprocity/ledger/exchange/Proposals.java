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
 * Proposals decided in turn in one transaction: one query keeps whom they name, two look up all that has to be known, one locks every
 * account that may move, then one proposal after the other over a book in memory, which moves with each that is accepted.
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
                .chain(found -> decide(
                        sql, proposals, found, (communities, accounts) -> Accounts.lock(sql, communities, accounts)));
    }

    /** Decides them as things stand now, without a lock on anything: what is written meanwhile may make it untrue. */
    static Uni<Proposals> foresee(Sql sql, List<Proposal> proposals) {
        return ProposalFacts.glance(sql, proposals)
                .chain(found -> decide(
                        sql, proposals, found, (communities, accounts) -> Accounts.glance(sql, communities, accounts)));
    }

    private static Uni<Proposals> decide(
            Sql sql, List<Proposal> proposals, List<ProposalFacts.Found> found, Look look) {
        return look(sql, proposals, found, look)
                .chain(seen -> Holds.meet(sql, seen))
                .map(met -> {
                    var decided = new Proposals(met);
                    for (int i = 0; i < proposals.size(); i++) {
                        decided.outcomes.add(decided.decide(proposals.get(i), found.get(i)));
                    }
                    return decided;
                });
    }

    /** How the accounts are looked at. */
    private interface Look {
        Uni<Accounts.LockedBook> at(Set<UUID> communities, Set<UUID> accounts);
    }

    /** Looks at what any of them would move: one that is accepted could only make another move less. */
    private static Uni<Accounts.LockedBook> look(
            Sql sql, List<Proposal> proposals, List<ProposalFacts.Found> found, Look look) {
        var communities = new HashSet<UUID>();
        var accounts = new HashSet<UUID>();
        var nothing = new ProposalFacts.Since();
        for (int i = 0; i < proposals.size(); i++) {
            var facts = ProposalFacts.of(found.get(i), proposals.get(i), nothing);
            if (facts.refusal().isEmpty()) {
                var moves = ExchangeDecider.moves(new Exchange.None(), facts.command(proposals.get(i)));
                accounts.addAll(moves.keySet());
                communities.add(proposals.get(i).community());
            }
        }
        return accounts.isEmpty()
                ? sql.select(ExchangeSql.NOW)
                        .map(now -> new Accounts.LockedBook(List.of(), Access.instant(now.getFirst()[0])))
                : look.at(communities, accounts);
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
