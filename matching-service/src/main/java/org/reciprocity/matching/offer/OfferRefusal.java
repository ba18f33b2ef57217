package org.reciprocity.matching.offer;

/** Why a command to an offer is refused. */
public enum OfferRefusal {
    /** An offer of that id was made before. */
    ALREADY_MADE,
    /** There is no offer of that id. */
    NOT_MADE,
    /** Its time ends before it begins. */
    WINDOW_DISORDERED,
    /** Its time is over already. */
    WINDOW_OVER,
    /** Its availability has no time, overlapping ones, or a rule that cannot be read. */
    AVAILABILITY_IMPOSSIBLE,
    /** It would have lapsed already, or it is not yet time to lapse. */
    LAPSE_DISORDERED,
    /** It was taken back before. */
    ALREADY_WITHDRAWN
}
