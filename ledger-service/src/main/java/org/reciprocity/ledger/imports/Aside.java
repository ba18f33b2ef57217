package org.reciprocity.ledger.imports;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** Work that takes long: it is done on a thread of its own, and others are served meanwhile. */
final class Aside {
    private Aside() {}

    /** Does it aside, and goes on where it was asked for. */
    static <T> Uni<T> of(Supplier<T> work) {
        return Uni.createFrom().deferred(() -> {
            var here = Vertx.currentContext();
            return Uni.createFrom()
                    .item(work)
                    .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                    .emitOn(task -> here.runOnContext(back -> task.run()));
        });
    }
}
