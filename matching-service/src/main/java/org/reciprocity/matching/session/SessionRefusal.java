package org.reciprocity.matching.session;

/** Why a command to a session is refused. */
public enum SessionRefusal {
    /** A session of that id was planned before. */
    ALREADY_PLANNED,
    /** There is no session of that id. */
    NOT_PLANNED,
    /** Its match is not agreed, or not any more. */
    MATCH_NOT_AGREED,
    /** It and the match's other sessions would take more than was agreed. */
    MORE_THAN_AGREED,
    /** The giver has no clearance on its day where one is asked for. */
    NOT_CLEARED,
    /** It has not begun yet. */
    NOT_BEGUN,
    /** What became of it was said before. */
    CLOSED
}
