package org.reciprocity.ledger.exchange;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.reciprocity.ledger.request.Batcher;
import org.reciprocity.ledger.request.Requests;

/** The batcher of proposals: one in each replica. */
@ApplicationScoped
class ProposalBatcher {
    private static final Duration DRAINING = Duration.ofSeconds(5);
    private static final int BEFORE_THE_RELAY_STOPS = 1000;

    private final Requests requests;
    private final ExchangeService service;
    private final BatcherSettings settings;
    private Batcher<Proposal> proposals;

    ProposalBatcher(Requests requests, ExchangeService service, BatcherSettings settings) {
        this.requests = requests;
        this.service = service;
        this.settings = settings;
    }

    void start(@Observes StartupEvent started) {
        proposals = requests.batcher(
                settings.most(), Proposals::decide, proposal -> write -> service.propose(write, proposal));
    }

    void stop(@Observes @Priority(BEFORE_THE_RELAY_STOPS) ShutdownEvent stopping) {
        if (proposals != null) {
            proposals.drain(DRAINING);
        }
    }

    /** What proposals are submitted to. */
    Batcher<Proposal> proposals() {
        return proposals;
    }
}
