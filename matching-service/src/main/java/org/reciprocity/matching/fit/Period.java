package org.reciprocity.matching.fit;

import java.util.Locale;

/** After which a capacity is there again: a week from Monday, or a month of the calendar, in the community's time zone. */
public enum Period {
    /** From Monday to Sunday. */
    WEEK,
    /** From the first to the last. */
    MONTH;

    /** Its name on the wire. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The period of that name, or null for null. */
    public static Period of(String code) {
        return code == null ? null : valueOf(code.toUpperCase(Locale.ROOT));
    }
}
