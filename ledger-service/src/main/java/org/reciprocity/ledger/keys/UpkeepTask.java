package org.reciprocity.ledger.keys;

/** Something that the upkeep of keys does over and over. Each run blocks, and may fail: it is run again. */
public interface UpkeepTask {

    /** What has to be done once after a start before any key is given. */
    default void beforeOpening() {}

    /** What is to be done now. */
    void run();
}
