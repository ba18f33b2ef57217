package org.reciprocity.matching.offer;

import java.util.Set;
import org.reciprocity.matching.fit.Reach;
import org.reciprocity.matching.fit.Window;

/**
 * What a participant offers.
 *
 * @param skill the skill's code
 * @param minutes how much of it there is, in minutes
 * @param area where the participant is, or null where that is not known
 * @param reach how far they go
 * @param languages what they speak, as far as they said
 * @param window when
 */
public record OfferTerms(String skill, long minutes, String area, Reach reach, Set<String> languages, Window window) {}
