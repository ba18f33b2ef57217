package org.reciprocity.matching.fit;

/** How far somebody who gives is willing to go, or from how far they may come. */
public enum Reach {
    /** Only within one area. */
    SAME_AREA("same-area"),
    /** Within one area, or between two that the community says are next to each other. */
    NEIGHBOURING_AREAS("neighbouring-areas"),
    /** Wherever it is. */
    ANYWHERE("anywhere");

    /** The names on the wire, as a pattern. */
    public static final String CODES = "same-area|neighbouring-areas|anywhere";

    /** What {@link #CODES} asks for, in words. */
    public static final String RULE = "must be same-area, neighbouring-areas or anywhere";

    private final String code;

    Reach(String code) {
        this.code = code;
    }

    /** Its name on the wire. */
    public String code() {
        return code;
    }

    /** The reach of that name on the wire. */
    public static Reach of(String code) {
        return switch (code) {
            case "same-area" -> SAME_AREA;
            case "neighbouring-areas" -> NEIGHBOURING_AREAS;
            case "anywhere" -> ANYWHERE;
            default -> throw new IllegalArgumentException("No reach is named " + code);
        };
    }
}
