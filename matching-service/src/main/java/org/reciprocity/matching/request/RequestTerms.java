package org.reciprocity.matching.request;

import java.util.Set;
import org.reciprocity.matching.fit.Window;

/**
 * What a participant asks for.
 *
 * @param skill the skill's code
 * @param acceptsGroup whether another skill of the same group will do
 * @param minutes how much, in minutes
 * @param area where, or null where that is not known
 * @param languages any one of these has to be spoken; empty where it does not matter
 * @param window when
 * @param failureElsewhere whether the need comes from something that failed elsewhere
 */
public record RequestTerms(
        String skill,
        boolean acceptsGroup,
        long minutes,
        String area,
        Set<String> languages,
        Window window,
        boolean failureElsewhere) {}
