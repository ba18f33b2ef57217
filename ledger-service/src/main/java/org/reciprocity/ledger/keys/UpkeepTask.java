package org.reciprocity.ledger.keys;

/** Something that the upkeep of keys does over and over. Each run blocks, and may fail: it is run again. */
public interface UpkeepTask {

    /** What it is called where it is told of. */
    String name();

    /** What has to be done once after a start before any key is given. */
    default void beforeOpening() {}

    /** Does some of what is to be done now, and says whether there may be more: the others have their turn in between. */
    boolean run();
}
