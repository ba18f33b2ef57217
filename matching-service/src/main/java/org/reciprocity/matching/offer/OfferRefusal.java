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
    /** It was taken back before. */
    ALREADY_WITHDRAWN
}
