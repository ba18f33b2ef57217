package org.reciprocity.matching.match;

import java.util.Locale;

/** The two who a match is about. */
public enum Side {
    /** Who would give. */
    GIVER,
    /** Who would receive. */
    RECEIVER;

    /** Its name on the wire. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The side of that name on the wire. */
    public static Side of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
