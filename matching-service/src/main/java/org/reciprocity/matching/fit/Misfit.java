package org.reciprocity.matching.fit;

/** Why an offer cannot serve a request, whatever its score would be. */
public enum Misfit {
    /** Nobody helps themself. */
    SAME_PARTICIPANT("same-participant", "The two are one person."),
    /** One of the two takes part no more, or an account of theirs is suspended or closed. */
    NOT_ACTIVE("not-active", "One of the two takes part no more, or an account is suspended or closed."),
    /** One of the two does not consent to what the community's policy asks for. */
    CONSENT("consent", "One of the two has not consented to what the community asks for."),
    /** Another skill, and not one that the request accepts instead. */
    SKILL("skill", "The offer is of another skill, and not one that the request accepts."),
    /** The offer's or the request's time is over. */
    OVER("over", "The time of the offer or of the request is over."),
    /** The two have no time in common. */
    WINDOW("window", "The two have no time in common."),
    /** Further than one of the two accepts. */
    AREA("area", "It is further than one of the two accepts."),
    /** None of the languages that were asked for. */
    LANGUAGE("language", "None of the languages asked for is spoken."),
    /** The giver is not cleared for the role in that setting, or no longer. */
    CLEARANCE("clearance", "The role in that setting asks for a clearance that is not in force.");

    private final String code;
    private final String words;

    Misfit(String code, String words) {
        this.code = code;
        this.words = words;
    }

    /** What it says to a broker. */
    public String words() {
        return words;
    }

    /** Its name on the wire. */
    public String code() {
        return code;
    }
}
