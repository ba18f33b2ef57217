package org.reciprocity.reporting.cube;

/** How an item's number of a longer period hangs together with those of the shorter ones in it, or the community's with its programmes'. */
public enum Across {
    /** It is their sum. */
    SUM,
    /** It is their sum where that holds; else as {@link #NESTED}. */
    SUM_OR_NESTED,
    /** Who is in one of them is in the whole, and the other way round: at least each, at most their sum. */
    NESTED,
    /** Who is in one of them is in the whole, which may have others: at least each. */
    EACH_AT_MOST,
    /** Who is in the whole is in one of them, which may have others: at most their sum. */
    AT_MOST_TOGETHER,
    /** Of periods: the same as in the last month. */
    LAST,
    /** Of periods: who is in the last month is in the whole. */
    LAST_AT_MOST
}
