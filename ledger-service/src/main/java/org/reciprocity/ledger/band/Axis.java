package org.reciprocity.ledger.band;

import java.util.List;

/** What a band is of. Each has a closed list of codes; {@code docs/reference/bands.md} says where they come from. */
public enum Axis {
    /** Age in years, in the groups of official statistics that ten-year groups of a small place would not fill. */
    AGE("age", "under-16", "16-24", "25-44", "45-64", "65-74", "75-and-over", Axis.PREFER_NOT_TO_SAY),
    /** Whether a long-lasting condition limits day-to-day activities. */
    DISABILITY("disability", "none", "limited-a-little", "limited-a-lot", Axis.PREFER_NOT_TO_SAY),
    /** The five broad groups of the census. */
    ETHNICITY("ethnicity", "asian", "black", "mixed", "white", "other", Axis.PREFER_NOT_TO_SAY),
    /** The fifth of the national index of deprivation that the neighbourhood is in; 1 is the most deprived. */
    DEPRIVATION("deprivation", "quintile-1", "quintile-2", "quintile-3", "quintile-4", "quintile-5");

    /** Somebody was asked, and rather did not say. */
    static final String PREFER_NOT_TO_SAY = "prefer-not-to-say";

    private final String wire;

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
    private final List<String> codes;

    Axis(String wire, String... codes) {
        this.wire = wire;
        this.codes = List.of(codes);
    }

    /** Its name in events, in the API and in the database. */
    public String wire() {
        return wire;
    }

    /** The codes there are. */
    public List<String> codes() {
        return codes;
    }

    /** The axis of that name. */
    public static Axis of(String wire) {
        for (var axis : values()) {
            if (axis.wire.equals(wire)) {
                return axis;
            }
        }
        throw new IllegalArgumentException("No axis: " + wire);
    }
}
