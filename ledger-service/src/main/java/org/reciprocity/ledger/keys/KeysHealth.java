package org.reciprocity.ledger.keys;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.HealthGroup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Whether keys can be had: their database answers, the service has every master key that wraps one, none was found damaged, and
 * what is to be done with them gets done. It is a group of its own: a service without keys still keeps the book.
 */
@HealthGroup("keys")
@ApplicationScoped
class KeysHealth implements AsyncHealthCheck {
    private static final String NAME = "keys of persons";

    private final KeyVault vault;
    private final MasterKeys masters;
    private final Upkeep upkeep;

    KeysHealth(KeyVault vault, MasterKeys masters, Upkeep upkeep) {
        this.vault = vault;
        this.masters = masters;
        this.upkeep = upkeep;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return vault.byMaster()
                .map(rows -> {
                    long unknown = 0;
                    long damaged = 0;
                    for (var row : rows) {
                        boolean known = masters.named((String) row[0]).isPresent();
                        unknown += known ? 0 : (Long) row[1];
                        damaged += known ? (Long) row[2] : 0;
                    }
                    var failing = upkeep.failing();
                    var told = HealthCheckResponse.named(NAME)
                            .status(unknown == 0 && damaged == 0 && failing.isEmpty())
                            .withData("unreadable", unknown)
                            .withData("damaged", damaged);
                    return failing.isEmpty()
                            ? told.build()
                            : told.withData("failing", String.join(" ", failing))
                                    .build();
                })
                .onFailure()
                .recoverWithItem(failure -> HealthCheckResponse.named(NAME)
                        .down()
                        .withData("database", "away")
                        .build());
    }
}
