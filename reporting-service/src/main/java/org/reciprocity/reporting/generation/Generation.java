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
 * @param version goes up with every change of its state, and is the {@code ETag} over HTTP
 * @param pin what it is folded to; none for one that follows the log
 */
public record Generation(
        long id,
        int ruleVersion,
        State state,
        boolean keyed,
        boolean complete,
        int targets,
        int version,
        Optional<Pin> pin) {

    /**
     * The life of a generation.
     *
     * <pre>
     * building -> live <-> previous -> dropped
     *     \-> failed
     *
     * building -> pinned -> dropped          folded to a point of the log
     *     \-> failed
     * </pre>
     */
    public enum State {
        /** It folds from the first offset, and does not answer. */
        BUILDING,
        /** It answers, and follows the log. */
        LIVE,
        /** It answered before the present one, and still follows the log; it can be made the live one again. */
        PREVIOUS,
        /** It is folded to a point of the log, and stays there; it answers who asks it by its number. */
        PINNED,
        /** It met something that it could not fold, or lacked records; its tables are gone. */
        FAILED,
        /** Its tables are gone, or go as soon as nobody reads them any more. */
        DROPPED
    }

    /**
     * The first key of the advisory lock, the second being the generation's number, that whoever reads a generation's tables shares until the
     * transaction ends, and whoever removes them has alone.
     */
    public static final int READ_LOCK = 1_734_702_702;

    /** Where the tables are. */
    public String schema() {
        return schema(id);
    }

    /** Where the tables of a generation are. */
    public static String schema(long id) {
        return "g" + id;
    }
}
