package org.reciprocity.reporting.event;

import java.util.UUID;
import org.reciprocity.eventlog.fold.UnreadableRecordException;

/** Reads identifiers that stand alone, in a header or as a key, as two longs. */
public final class Idents128 {
    private final JsonScanner scanner = new JsonScanner();

    /** Reads a UUID of 36 characters. */
    public void read(byte[] text) throws UnreadableRecordException {
        scanner.ident(text, 0, text.length);
    }

    /** The first eight bytes of the one read last. */
    public long high() {
        return scanner.identHigh;
    }

    /** The last eight bytes of the one read last. */
    public long low() {
        return scanner.identLow;
    }

    /** Reads a UUID of 36 characters. */
    public UUID uuid(byte[] text) throws UnreadableRecordException {
        read(text);
        return new UUID(high(), low());
    }
}
