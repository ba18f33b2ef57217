package org.reciprocity.reporting.band;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a band is of, with the closed list of its codes; the contract has them. */
public enum BandAxis {
    /** Age in years. */
    AGE("age", "under-16", "16-24", "25-44", "45-64", "65-74", "75-and-over", "prefer-not-to-say"),
    /** Whether a long-lasting condition limits day-to-day activities. */
    DISABILITY("disability", "none", "limited-a-little", "limited-a-lot", "prefer-not-to-say"),
    /** The broad group of the census. */
    ETHNICITY("ethnicity", "asian", "black", "mixed", "white", "other", "prefer-not-to-say"),
    /** The fifth of the national index that the neighbourhood is in. */
    DEPRIVATION("deprivation", "quintile-1", "quintile-2", "quintile-3", "quintile-4", "quintile-5");

    private final String code;

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
    private final List<String> codes;

    BandAxis(String code, String... codes) {
        this.code = code;
        this.codes = List.of(codes);
    }

    /** How the contract, and who asks, writes it. */
    public String code() {
        return code;
    }

    /** The bands there are. */
    public List<String> codes() {
        return codes;
    }

    /** What stands by its bands in the parts of a figure: {@code byAge} and so on. */
    public String part() {
        return "by" + Character.toUpperCase(code.charAt(0)) + code.substring(1);
    }

    /** The axis that is written so, if there is one. */
    public static Optional<BandAxis> of(String code) {
        return Arrays.stream(values()).filter(axis -> axis.code.equals(code)).findFirst();
    }
}
