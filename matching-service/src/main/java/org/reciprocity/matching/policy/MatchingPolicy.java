package org.reciprocity.matching.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reciprocity.matching.fit.Clearance;
import org.reciprocity.matching.score.Preset;
import org.reciprocity.matching.score.WeightSet;

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
 * @param presets the weights that the community named itself
 * @param neighbours the areas that are next to each other
 * @param version how often it was set; 0 for never
 */
public record MatchingPolicy(
        WeightSet preset,
        String consentPurpose,
        Integer offerDays,
        int reminderDays,
        int quietDays,
        Set<Clearance> clearances,
        String model,
        RoundSchedule schedule,
        List<WeightSet> presets,
        Set<AreaPair> neighbours,
        long version) {

    /** Where none was set. */
    public static final MatchingPolicy NONE = new MatchingPolicy(
            Preset.CORE_ECONOMY.set(), null, null, 14, 14, Set.of(), null, null, List.of(), Set.of(), 0);

    /** The weights of that name: the community's own, or a preset's. */
    public Optional<WeightSet> weights(String code) {
        return weights(presets, code);
    }

    static Optional<WeightSet> weights(List<WeightSet> own, String code) {
        return own.stream().filter(set -> set.code().equals(code)).findFirst().or(() -> Preset.of(code)
                .map(Preset::set));
    }

    /** The names of all weights that a round of the community may go by. */
    public String weightCodes() {
        return weightCodes(presets);
    }

    static String weightCodes(List<WeightSet> own) {
        return Stream.concat(Stream.of(Preset.codes()), own.stream().map(WeightSet::code))
                .collect(Collectors.joining(", "));
    }

    /** The areas next to one; none for an area that is not known. */
    public Set<String> nextTo(String area) {
        return area == null
                ? Set.of()
                : neighbours.stream()
                        .flatMap(pair -> pair.nextTo(area).stream())
                        .collect(Collectors.toUnmodifiableSet());
    }

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
