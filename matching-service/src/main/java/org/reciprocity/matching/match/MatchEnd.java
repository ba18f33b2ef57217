package org.reciprocity.matching.match;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.UUID;
import org.reciprocity.matching.command.Work;

/** Who has something to do when a match ends that was proposed or agreed. */
public interface MatchEnd {

    /** Does it, in the transaction that ends the match. */
    Uni<Void> ended(Work work, UUID match, Instant now);
}
