package org.reciprocity.matching.upkeep;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.reciprocity.eventlog.Sweep;
import org.reciprocity.matching.command.Transactions;
import org.reciprocity.matching.offer.OfferService;
import org.reciprocity.matching.request.RequestService;

/**
 * Does what time alone brings about: lets offers and requests lapse, and makes the next of requests that repeat. Every replica
 * looks for it; what another has locked is passed over, and found the next time if it is still due.
 */
@ApplicationScoped
public class Upkeep {
    private static final Logger LOG = Logger.getLogger(Upkeep.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Transactions transactions;
    private final OfferService offers;
    private final RequestService requests;
    private final UpkeepSettings settings;
    private final Sweep sweep;

    Upkeep(Transactions transactions, OfferService offers, RequestService requests, UpkeepSettings settings) {
        this.transactions = transactions;
        this.offers = offers;
        this.requests = requests;
        this.settings = settings;
        this.sweep = new Sweep(
                "upkeep",
                settings.every(),
                () -> once().await().atMost(PATIENCE) > 0,
                e -> LOG.warnf("upkeep=retrying cause=%s", e.getClass().getSimpleName()));
    }

    void start(@Observes StartupEvent started) {
        sweep.start(settings.every());
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        sweep.close(PATIENCE);
    }

    /** Does some of what is due, and says how many things. */
    Uni<Integer> once() {
        return transactions
                .run(offers::lapse)
                .flatMap(lapsed -> transactions.run(requests::lapse).map(more -> lapsed + more))
                .flatMap(done -> transactions.run(requests::repeat).map(more -> done + more));
    }
}
