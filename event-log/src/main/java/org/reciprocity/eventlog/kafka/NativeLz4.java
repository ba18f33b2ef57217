package org.reciprocity.eventlog.kafka;

import net.jpountz.lz4.LZ4Factory;
import org.jboss.logging.Logger;

/**
 * Lets Kafka's clients compress and decompress by the native library. Of themselves they take it only where the library's classes
 * come from the JVM's own class loader, and a packaged service has one of its own; in Java it takes several times as long.
 */
public final class NativeLz4 {
    private static final Logger LOG = Logger.getLogger(NativeLz4.class);
    private static final boolean LOADED = load();

    private NativeLz4() {}

    /** Loads it, before the first client does anything; returns whether it is there. Without it all works as well, in Java. */
    public static boolean isLoaded() {
        return LOADED;
    }

    private static boolean load() {
        try {
            return LZ4Factory.nativeInstance() != null;
        } catch (LinkageError | AssertionError | UnsupportedOperationException e) {
            LOG.debug("the native library of lz4 is not for this machine", e);
            return false;
        }
    }
}
