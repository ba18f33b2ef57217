package org.reciprocity.ledger.keys;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.HealthGroup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Whether keys can be had: their database answers, and the service has every master key that wraps one. It is a group of its
 * own: a service without keys still keeps the book.
 */
@HealthGroup("keys")
@ApplicationScoped
class KeysHealth implements AsyncHealthCheck {
    private static final String NAME = "keys of persons";

    private final KeyVault vault;
    private final MasterKeys masters;

    KeysHealth(KeyVault vault, MasterKeys masters) {
        this.vault = vault;
        this.masters = masters;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return vault.byMaster()
                .map(rows -> {
                    var unknown = rows.stream()
                            .filter(row -> masters.named((String) row[0]).isEmpty())
                            .mapToLong(row -> (Long) row[1])
                            .sum();
                    return HealthCheckResponse.named(NAME)
                            .status(unknown == 0)
                            .withData("unreadable", unknown)
                            .build();
                })
                .onFailure()
                .recoverWithItem(failure -> HealthCheckResponse.named(NAME)
                        .down()
                        .withData("database", "away")
                        .build());
    }
}
