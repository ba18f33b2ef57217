package org.reciprocity.matching.round;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;

/** A session belongs to the Vert.x context that it was opened in: what is done elsewhere comes back to it. */
final class Contexts {

    private Contexts() {}

    /** Runs what takes long away from the event loop, and goes on where the session belongs. */
    static <T> Uni<T> onWorker(Callable<T> work) {
        var context = Vertx.currentContext();
        return Uni.createFrom()
                .completionStage(() -> context.executeBlocking(work, false).toCompletionStage());
    }

    /** Goes on where the session belongs, wherever the answer came from. */
    static <T> Uni<T> onThisContext(Uni<T> elsewhere) {
        var context = Vertx.currentContext();
        return elsewhere.emitOn(run -> context.runOnContext(_ -> run.run()));
    }
}
