package org.reciprocity.local.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.logging.ErrorManager;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/**
 * A file to log to that only its owner closes. When a JVM exits, its log manager closes the handlers of all loggers while threads
 * and shutdown hooks still log; a file handler that is closed while it formats a record fails for want of its writer, and says so on
 * standard error.
 */
final class LogFile extends Handler {
    private static final int MOST_BYTES = 20_000_000;

    private final FileHandler file;

    /** Held for reading by who logs, so that nothing is logged in the midst of the end. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private boolean ended;

    /** Appends to the file, or begins it. */
    LogFile(Path path) throws IOException {
        file = new FileHandler(path.toString(), MOST_BYTES, 1, true);
        file.setFormatter(new SimpleFormatter());
    }

    @Override
    public void publish(LogRecord entry) {
        use.readLock().lock();
        try {
            if (!ended) {
                file.publish(entry);
            }
        } finally {
            use.readLock().unlock();
        }
    }

    @Override
    public void flush() {
        file.flush();
    }

    /** What the log manager calls at exit: the file stays open for those who still log, until {@link #end}. */
    @Override
    public void close() {
        flush();
    }

    @Override
    public synchronized void setErrorManager(ErrorManager manager) {
        super.setErrorManager(manager);
        file.setErrorManager(manager);
    }

    /** Closes the file once what is being logged is in it; what is logged later is dropped. */
    void end() {
        use.writeLock().lock();
        try {
            ended = true;
            file.close();
        } finally {
            use.writeLock().unlock();
        }
    }
}
