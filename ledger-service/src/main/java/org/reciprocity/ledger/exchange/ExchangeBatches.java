package org.reciprocity.ledger.exchange;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.hold.HoldExpiry;
import org.reciprocity.ledger.problem.ProblemException;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Batches;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.request.Together;
import org.reciprocity.ledger.request.Told;
import org.reciprocity.ledger.request.Write;
import org.reciprocity.ledger.security.Caller;

/** Records long lists of exchanges, some hundreds in each transaction, each as if it had been posted by itself. */
@ApplicationScoped
public class ExchangeBatches {
    private final ExchangeService service;
    private final Requests requests;
    private final Batches batches;
    private final HoldExpiry expiry;

    ExchangeBatches(ExchangeService service, Requests requests, Batches batches, HoldExpiry expiry) {
        this.service = service;
        this.requests = requests;
        this.batches = batches;
        this.expiry = expiry;
    }

    /**
     * An exchange of a list.
     *
     * @param place its place, which its key ends with
     * @param request the exchange
     */
    public record Listed(int place, ExchangeResource.NewExchange request) {}

    /** Records them in order. A refusal is answered again when the list comes again under its key. */
    Uni<List<Told>> record(Call call, List<Listed> listed) {
        return run(call, listed, Proposals::decide, proposal -> write -> service.propose(write, proposal));
    }

    /** Records them in order. What is refused may be corrected, and sent again under the same key. */
    public Uni<List<Told>> recordCorrectable(Call call, List<Listed> listed) {
        return run(
                call,
                listed,
                (sql, proposals) -> Proposals.decide(sql, proposals).map(Correctable::new),
                proposal -> write -> service.propose(write, proposal)
                        .onFailure(ProblemException.class)
                        .recoverWithItem(failure -> Outcome.refused(failure.problem()))
                        .map(ExchangeBatches::correctable));
    }

    /**
     * Tells what each would be answered if they were recorded in order. They are decided on the accounts as they stand, each
     * as those before it leave them; nothing is locked, and nothing is written.
     *
     * @param asked none of which takes up a redemption offer
     */
    public Uni<List<Answer>> rehearse(Caller caller, List<ExchangeResource.NewExchange> asked) {
        var proposals =
                asked.stream().map(request -> Proposal.of(caller, request)).toList();
        return requests.rehearse(write -> Proposals.foresee(write.sql(), proposals)
                .map(decided -> decided.outcomes().stream().map(Outcome::answer).toList()));
    }

    private Uni<List<Told>> run(
            Call call,
            List<Listed> listed,
            Together<Proposal> together,
            Function<Proposal, Function<Write, Uni<Outcome>>> singly) {
        var items = listed.stream().map(one -> item(call.caller(), one)).toList();
        return due(listed).chain(() -> batches.run(call, items, together, singly));
    }

    private static Batches.Item<Proposal> item(Caller caller, Listed one) {
        var proposal = Proposal.of(caller, one.request());
        return new Batches.Item<>(one.place(), one.request(), proposal, proposal.alone());
    }

    /** What of the offers' stock is held by holds whose time is over is free before anybody asks for it. */
    private Uni<Void> due(List<Listed> listed) {
        Uni<Void> due = Uni.createFrom().voidItem();
        for (var offer : offers(listed)) {
            due = due.chain(() -> expiry.ofOffer(offer));
        }
        return due;
    }

    private static List<UUID> offers(List<Listed> listed) {
        return listed.stream()
                .map(one -> one.request().offerId())
                .filter(offer -> offer != null)
                .distinct()
                .toList();
    }

    private static Outcome correctable(Outcome outcome) {
        return new Outcome(outcome.answer(), outcome.events(), outcome.kept() && !outcome.refused());
    }

    /** What was decided, its refusals not kept. */
    private record Correctable(Proposals decided) implements Together.Decided {

        @Override
        public List<NewEvent> before() {
            return decided.before();
        }

        @Override
        public List<Outcome> outcomes() {
            return decided.outcomes().stream().map(ExchangeBatches::correctable).toList();
        }

        @Override
        public Uni<Void> write(Sql sql) {
            return decided.write(sql);
        }
    }
}
