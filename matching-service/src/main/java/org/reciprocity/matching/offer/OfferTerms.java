package org.reciprocity.matching.offer;

import java.util.Set;
import org.reciprocity.matching.fit.Availability;
import org.reciprocity.matching.fit.Period;
import org.reciprocity.matching.fit.Reach;
import org.reciprocity.matching.fit.Window;

/**
 * What a participant offers.
 *
 * @param skill the skill's code
 * @param minutes how much of it there is, in minutes: in each period, or altogether
 * @param per the period in which so much of it is there again, or null for altogether
 * @param area where the participant is, or null where that is not known
 * @param reach how far they go
 * @param languages what they speak, as far as they said
 * @param window when
 * @param availability at which times within the window, or null for any
 * @param shows what they agreed to show of it before a match is agreed, by its codes
 */
public record OfferTerms(
        String skill,
        long minutes,
        Period per,
        String area,
        Reach reach,
        Set<String> languages,
        Window window,
        Availability availability,
        Set<String> shows) {}
