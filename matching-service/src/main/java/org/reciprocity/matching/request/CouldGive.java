package org.reciprocity.matching.request;

/** The answer to "what could you give?", which nobody who asks for something is spared. */
public enum CouldGive {
    /** They made an offer. */
    OFFER("offer"),
    /** They cannot say yet. */
    NOT_YET("not-yet");

    private final String code;

    CouldGive(String code) {
        this.code = code;
    }

    /** Its name on the wire. */
    public String code() {
        return code;
    }

    /** The answer of that name. */
    public static CouldGive of(String code) {
        return switch (code) {
            case "offer" -> OFFER;
            case "not-yet" -> NOT_YET;
            default -> throw new IllegalArgumentException("No answer is named " + code);
        };
    }
}
