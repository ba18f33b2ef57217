package org.reciprocity.ledger.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The connections of requests. Who gets none in time is told so: by itself the pool would let requests wait for half a minute,
 * and for ever longer queues, while the database is away or overwhelmed.
 */
@Singleton
public class ImpatientPool implements PgPoolCreator {
    private final DatabaseTimes times;
    private final Pulse pulse;

    ImpatientPool(DatabaseTimes times, Pulse pulse) {
        this.times = times;
        this.pulse = pulse;
    }

    @Override
    public Pool create(Input input) {
        input.pgConnectOptionsList().forEach(options -> {
            options.setConnectTimeout((int) times.connect().toMillis());
            options.setIdleTimeout((int) times.idle().toSeconds());
        });
        pulse.feel(input.vertx(), input.pgConnectOptionsList().getFirst());
        return PgBuilder.pool()
                .with(input.poolOptions()
                        .setConnectionTimeout((int) times.acquire().toMillis())
                        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS))
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }
}
