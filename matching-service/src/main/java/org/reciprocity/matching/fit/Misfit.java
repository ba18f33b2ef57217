package org.reciprocity.matching.fit;

/** Why an offer cannot serve a request, whatever its score would be. */
public enum Misfit {
    /** Nobody helps themself. */
    SAME_PARTICIPANT("same-participant"),
    /** Another skill, and not one that the request accepts instead. */
    SKILL("skill"),
    /** The offer's or the request's time is over. */
    OVER("over"),
    /** The two have no time in common. */
    WINDOW("window"),
    /** Further than the giver goes. */
    AREA("area"),
    /** None of the languages that were asked for. */
    LANGUAGE("language");

    private final String code;

    Misfit(String code) {
        this.code = code;
    }

    /** Its name on the wire. */
    public String code() {
        return code;
    }
}
