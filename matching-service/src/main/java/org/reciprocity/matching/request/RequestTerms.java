package org.reciprocity.matching.request;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.reciprocity.matching.fit.Availability;
import org.reciprocity.matching.fit.Reach;
import org.reciprocity.matching.fit.Window;

/**
 * What a participant asks for.
 *
 * @param skill the skill's code
 * @param acceptsGroup whether another skill of the same group will do
 * @param minutes how much, in minutes
 * @param area where, or null where that is not known
 * @param reach from how far a helper may come
 * @param languages any one of these has to be spoken; empty where it does not matter
 * @param window when
 * @param availability at which times within the window, or null for any
 * @param helper as what, where and at which risk somebody helps
 * @param sameHelper whether somebody who helped before is wished for
 * @param failureElsewhere whether the need comes from something that failed elsewhere
 * @param shows what they agreed to show of it before a match is agreed, by its codes
 * @param repeats the rule by which it comes again, or null
 */
public record RequestTerms(
        String skill,
        boolean acceptsGroup,
        long minutes,
        String area,
        Reach reach,
        Set<String> languages,
        Window window,
        Availability availability,
        Helper helper,
        boolean sameHelper,
        boolean failureElsewhere,
        Set<String> shows,
        Repeats repeats) {

    /** The same with another end. */
    RequestTerms until(Instant end) {
        return with(new Window(window.from(), end), repeats);
    }

    /** The same at another time, as one that repeats. */
    RequestTerms at(Window other, UUID first) {
        return with(other, new Repeats(repeats.rule(), repeats.first(), first));
    }

    private RequestTerms with(Window otherWindow, Repeats otherRepeats) {
        return new RequestTerms(
                skill,
                acceptsGroup,
                minutes,
                area,
                reach,
                languages,
                otherWindow,
                availability,
                helper,
                sameHelper,
                failureElsewhere,
                shows,
                otherRepeats);
    }

    /**
     * As what, where and at which risk somebody helps.
     *
     * @param role the role's code, or null
     * @param setting the setting's code, or null
     * @param risk low, medium or high, or null where nobody said
     */
    public record Helper(String role, String setting, String risk) {
        /** Nobody said. */
        public static final Helper ANY = new Helper(null, null, null);
    }

    /**
     * How it comes again.
     *
     * @param rule an RFC 5545 recurrence rule
     * @param first when the first of them begins; the rule counts from there
     * @param of the first of them, or null for itself
     */
    public record Repeats(String rule, Instant first, UUID of) {}
}
