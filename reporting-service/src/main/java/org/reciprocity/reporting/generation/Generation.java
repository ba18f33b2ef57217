package org.reciprocity.reporting.generation;

/**
 * A row of {@code generation}.
 *
 * @param id its number; its tables are in the schema {@code g<id>}
 * @param ruleVersion the rules it is folded by
 * @param state where it is in its life
 * @param keyed whether its tables have their keys
 * @param complete whether everything up to its targets is there, to the last record
 * @param targets how often records were missing when a target was reached
 */
public record Generation(long id, int ruleVersion, State state, boolean keyed, boolean complete, int targets) {

    /**
     * The life of a generation.
     *
     * <pre>
     * building -> live -> previous -> dropped
     *     \-> failed
     * </pre>
     */
    public enum State {
        /** It folds from the first offset, and does not answer. */
        BUILDING,
        /** It answers, and follows the log. */
        LIVE,
        /** It answered before the present one, and still follows the log. */
        PREVIOUS,
        /** It met something that it could not fold, or lacked records; its tables are gone. */
        FAILED,
        /** Its tables are gone. */
        DROPPED
    }

    /** Where the tables are. */
    public String schema() {
        return schema(id);
    }

    /** Where the tables of a generation are. */
    public static String schema(long id) {
        return "g" + id;
    }
}
