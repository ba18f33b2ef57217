package org.reciprocity.reporting.generation;

import java.util.Optional;

/**
 * A row of {@code generation}.
 *
 * @param id its number; its tables are in the schema {@code g<id>}
 * @param ruleVersion the rules it is folded by
 * @param state where it is in its life
 * @param keyed whether its tables have their keys
 * @param complete whether everything up to its targets is there, to the last record
 * @param targets how often records were missing when a target was reached
 * @param pin what it is folded to; none for one that follows the log
 */
public record Generation(
        long id, int ruleVersion, State state, boolean keyed, boolean complete, int targets, Optional<Pin> pin) {

    /**
     * The life of a generation.
     *
     * <pre>
     * building -> live -> previous -> dropped
     *     \-> failed
     *
     * building -> pinned -> dropped          folded to a point of the log
     *     \-> failed
     * </pre>
     */
    public enum State {
        /** It folds from the first offset, and does not answer. */
        BUILDING(1),
        /** It answers, and follows the log. */
        LIVE(2),
        /** It answered before the present one, and still follows the log. */
        PREVIOUS(3),
        /** It is folded to a point of the log, and stays there; it answers who asks it by its number. */
        PINNED(2),
        /** It met something that it could not fold, or lacked records; its tables are gone. */
        FAILED(2),
        /** Its tables are gone. */
        DROPPED(4);

        private final int version;

        State(int version) {
            this.version = version;
        }

        /** Which number of its states it is; it grows from state to state, and is the {@code ETag} over HTTP. */
        public int version() {
            return version;
        }
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
