package org.reciprocity.matching.match;

/** Why a command to a match is refused. */
public enum MatchRefusal {
    /** A match of that id was proposed before. */
    ALREADY_PROPOSED,
    /** There is no match of that id. */
    NOT_PROPOSED,
    /** That side has accepted before. */
    ALREADY_ACCEPTED,
    /** The offer or the request has changed since, or no longer fits. */
    OUTDATED,
    /** It was declined, or carried out. */
    CLOSED,
    /** The exchange is not from the match's giver to its receiver. */
    OTHER_PARTIES,
    /** It is carried out by another exchange, or by none. */
    OTHER_EXCHANGE,
    /** A hard filter stands between the two. */
    DOES_NOT_FIT,
    /** Less is left of the offer's capacity, or of the request's need. */
    NO_CAPACITY
}
