package org.reciprocity.matching.fit;

import java.util.Set;
import java.util.UUID;

/**
 * An open request as far as finding a match for it goes.
 *
 * @param request its id
 * @param version the version of the request's stream
 * @param receiver the participant who asks
 * @param skill the skill's code
 * @param group the skill's group
 * @param acceptsGroup whether another skill of the same group will do
 * @param area where it is needed, or null where that is not known
 * @param languages any one of these has to be spoken; empty where it does not matter
 * @param window when
 * @param minutes what nobody has been proposed for yet, in minutes
 */
public record Need(
        UUID request,
        long version,
        UUID receiver,
        String skill,
        String group,
        boolean acceptsGroup,
        String area,
        Set<String> languages,
        Window window,
        long minutes) {}
