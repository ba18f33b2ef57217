package org.reciprocity.matching.match;

import java.util.UUID;
import org.reciprocity.matching.score.Score;

/**
 * Who would do what for whom.
 *
 * @param round the round that proposed it, or null where a broker did
 * @param offer the offer
 * @param offerVersion the version of the offer's stream that was proposed from
 * @param request the request
 * @param requestVersion the version of the request's stream that was proposed for
 * @param giver who would give
 * @param receiver who would receive
 * @param skill the skill asked for
 * @param minutes how long
 * @param score why
 */
public record MatchTerms(
        UUID round,
        UUID offer,
        long offerVersion,
        UUID request,
        long requestVersion,
        UUID giver,
        UUID receiver,
        String skill,
        long minutes,
        Score score) {}
