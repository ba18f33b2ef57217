package org.reciprocity.matching.session;

import java.time.Instant;
import java.util.UUID;

/**
 * Who does what for whom, and when.
 *
 * @param match the match that it carries out
 * @param request the match's request
 * @param giver who gives
 * @param receiver who receives
 * @param skill what
 * @param startsAt when it begins
 * @param minutes how long
 */
public record SessionTerms(
        UUID match, UUID request, UUID giver, UUID receiver, String skill, Instant startsAt, long minutes) {}
