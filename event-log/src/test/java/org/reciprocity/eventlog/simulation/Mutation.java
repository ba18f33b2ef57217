package org.reciprocity.eventlog.simulation;

/** A way to get it wrong that the simulation must notice. */
enum Mutation {
    /** As it should be. */
    NONE,
    /** A sequencing transaction trusts the caller instead of comparing epoch and sequence. */
    TRUSTS_THE_CALLER,
    /** Looks for events after the last one taken, and so misses those that committed late. */
    POLLS_PAST_THE_LAST_ID,
    /** Lets an open writer go on after a later one was opened. */
    DOES_NOT_FENCE,
    /** Reads what was sent while a transaction is still being completed. */
    DOES_NOT_WAIT_FOR_THE_ENDS,
    /** Takes any end of the log for its own. */
    DOES_NOT_COMPARE_THE_END,
    /** Looks at the end of the log in one partition only. */
    LOOKS_AT_ONE_PARTITION,
    /** Believes in what it was told was sent, instead of looking again after a failure. */
    REMEMBERS_WHAT_IT_SENT,
    /** Folds what is not committed. */
    READS_UNCOMMITTED,
    /** Folds whatever is delivered. */
    FOLDS_DUPLICATES
}
