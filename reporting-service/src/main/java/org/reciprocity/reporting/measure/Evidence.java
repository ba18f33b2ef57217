package org.reciprocity.reporting.measure;

/**
 * How far a number shows an effect, on the Maryland Scientific Methods Scale (L. W. Sherman and others, Preventing Crime: What Works, What
 * Doesn't, What's Promising, 1997), by what was recorded and nothing else.
 *
 * <ul>
 *   <li>1: of participants only, before and after, or after only.
 *   <li>2: of both arms, after only: they may have been different from the beginning.
 *   <li>3: of both arms, before and after: the difference in differences.
 * </ul>
 *
 * It never says 4 or 5. They need to know how people came into the arms, by chance or by their own will, and that is not recorded.
 */
public final class Evidence {

    private static final int FEWEST = 2;

    private Evidence() {}

    /** Whether there are enough people in both arms to compare them: two or more. Without, a number is uncontrolled. */
    public static boolean isCompared(long participants, long comparison) {
        return participants >= FEWEST && comparison >= FEWEST;
    }

    /**
     * The grade.
     *
     * @param compared whether there are two people or more in both arms
     * @param before whether it is known how both were before
     */
    public static int maryland(boolean compared, boolean before) {
        return compared ? before ? 3 : 2 : 1;
    }
}
