package org.reciprocity.reporting.release;

import java.util.UUID;

/**
 * A programme as a release names it.
 *
 * @param id its id
 * @param code its code; none of one that was not known any more
 * @param name how people call it; none in releases from before it was kept
 */
record ReleasedProgramme(UUID id, String code, String name) {}
