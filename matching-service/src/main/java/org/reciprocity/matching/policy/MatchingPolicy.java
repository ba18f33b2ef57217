package org.reciprocity.matching.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.reciprocity.matching.fit.Clearance;
import org.reciprocity.matching.score.Preset;

/**
 * What a community's stewards decided about its matching.
 *
 * @param preset the weights of rounds that name none
 * @param consentPurpose the purpose that participants have to consent to before they are matched, or before anybody but the
 *     agency that registered them sees what they need; null where nobody is asked
 * @param offerDays after so many days an offer lapses that nobody renews; null for never
 * @param reminderDays so many days before, its agency is reminded
 * @param quietDays after so many days without a word an agreed match has gone quiet
 * @param clearances the roles in settings that ask for clearance
 * @param model by which rounds decide that name none; null for the first there is
 * @param schedule when rounds run by themselves; null for never
 * @param version how often it was set; 0 for never
 */
public record MatchingPolicy(
        Preset preset,
        String consentPurpose,
        Integer offerDays,
        int reminderDays,
        int quietDays,
        Set<Clearance> clearances,
        String model,
        RoundSchedule schedule,
        long version) {

    /** Where none was set. */
    public static final MatchingPolicy NONE =
            new MatchingPolicy(Preset.CORE_ECONOMY, null, null, 14, 14, Set.of(), null, null, 0);

    /** When an offer of now lapses; null for never. */
    public Instant offerLapsesAt(Instant now) {
        return offerDays == null ? null : now.plus(Duration.ofDays(offerDays));
    }

    /**
     * What somebody has to be cleared for who helps in a role in a setting; null for nothing.
     *
     * @param role the role's code, or null
     * @param setting the setting's code, or null
     * @param highRisk whether the need itself asks for it
     */
    public Clearance asked(String role, String setting, boolean highRisk) {
        if (role == null || setting == null) {
            return null;
        }
        var clearance = new Clearance(role, setting);
        return highRisk || clearances.contains(clearance) ? clearance : null;
    }
}
