package org.reciprocity.reporting;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** What the log of exact figures says while this is open. */
public final class ExactViews implements AutoCloseable {
    private final Logger log = Logger.getLogger("org.reciprocity.exact-figures");
    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(new PatternFormatter("%m").format(line));
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    };

    public ExactViews() {
        log.addHandler(handler);
    }

    /** The lines so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        log.removeHandler(handler);
    }
}
