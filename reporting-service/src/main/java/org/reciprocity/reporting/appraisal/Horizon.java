package org.reciprocity.reporting.appraisal;

import java.util.Arrays;
import java.util.Optional;

/** How many years are looked at; what comes later is left out, cost and benefit alike. */
public enum Horizon {
    /** Years 0 and 1. */
    ONE("1", 1),
    /** Years 0 to 3. */
    THREE("3", 3),
    /** Years 0 to 5. */
    FIVE("5", 5),
    /** Years 0 to 10. */
    TEN("10", 10),
    /** Years 0 to 15. */
    FIFTEEN("15", 15),
    /** All years of which there is something. */
    ALL("all", Integer.MAX_VALUE);

    private final String code;
    private final int lastYear;

    Horizon(String code, int lastYear) {
        this.code = code;
        this.lastYear = lastYear;
    }

    /** How it is asked for. */
    public String code() {
        return code;
    }

    /** The last year that is looked at. */
    public int lastYear() {
        return lastYear;
    }

    boolean has(int year) {
        return year <= lastYear;
    }

    /** The horizon of a code, if there is one. */
    public static Optional<Horizon> of(String code) {
        return Arrays.stream(values())
                .filter(horizon -> horizon.code.equals(code))
                .findFirst();
    }
}
