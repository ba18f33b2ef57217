package org.reciprocity.matching.request;

/** Why a command to a request is refused. */
public enum RequestRefusal {
    /** A request of that id was made before. */
    ALREADY_MADE,
    /** There is no request of that id. */
    NOT_MADE,
    /** Nobody asked what the participant could give. */
    NOT_ASKED_WHAT_THEY_COULD_GIVE,
    /** Its time ends before it begins. */
    WINDOW_DISORDERED,
    /** Its time is over already, or not over yet. */
    WINDOW_OVER,
    /** Its availability has no time, overlapping ones, or a rule that cannot be read. */
    AVAILABILITY_IMPOSSIBLE,
    /** It was taken back before. */
    ALREADY_WITHDRAWN
}
