package org.reciprocity.matching.session;

import java.util.Locale;

/** Who did not come to a session. */
public enum Absent {
    /** Who would have given. */
    GIVER,
    /** Who would have received. */
    RECEIVER,
    /** Neither came. */
    BOTH;

    /** Its name on the wire. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that name. */
    public static Absent of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
