package org.reciprocity.ledger.request;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.eventlog.Sql;

/**
 * Work that several requests can have done in one transaction, as if one had come after the other.
 *
 * @param <T> what one request asks for
 */
public interface Together<T> {

    /** Looks up what has to be known, locks what may move, and decides the items in turn. Nothing is written yet. */
    Uni<? extends Decided> decide(Sql sql, List<T> items);

    /** What was decided, and is to be written or dropped as a whole. */
    interface Decided {

        /** Events of what had to happen first, whatever becomes of the items. */
        List<NewEvent> before();

        /** What each item came to, in order. A refused one changes nothing. */
        List<Outcome> outcomes();

        /** Writes what the accepted items change, but for their events. */
        Uni<Void> write(Sql sql);
    }
}
