package org.reciprocity.matching.fit;

/** How far somebody who gives is willing to go. */
public enum Reach {
    /** Only where the need is in the giver's own area. */
    SAME_AREA("same-area"),
    /** Wherever the need is. */
    ANYWHERE("anywhere");

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
            case "anywhere" -> ANYWHERE;
            default -> throw new IllegalArgumentException("No reach is named " + code);
        };
    }
}
