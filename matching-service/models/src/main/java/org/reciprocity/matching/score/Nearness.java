package org.reciprocity.matching.score;

/** How near giver and need are, as far as coarse areas tell. */
public enum Nearness {
    /** In one area. */
    SAME_AREA,
    /** In two areas that the community says are next to each other. */
    NEIGHBOURING_AREAS,
    /** Further, or it is not known where one of them is. */
    FURTHER
}
