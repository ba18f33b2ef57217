package org.reciprocity.eventlog.relay;

/** What a step came to, and so when the next is due. */
public enum Progress {
    /** Something was done; the next step is due at once. */
    AGAIN,
    /** Something was done, and what was waiting is done; more may be on its way: the next step is due after a moment. */
    GATHERING,
    /** There is nothing to do; the next step is due when woken, or after the poll interval. */
    IDLE,
    /** Somebody else must act first; the next step is due after a good while. */
    LATER
}
