package org.reciprocity.local.neighbourhood;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.matching.model.RoundModel.Assignment;
import org.reciprocity.matching.model.RoundModel.Field;
import org.reciprocity.matching.model.RoundModels;
import org.reciprocity.matching.score.Preset;

/**
 * How it is decided who is proposed to whom.
 *
 * @param code its name
 * @param preset the weights of a round, or empty for first come, first served
 */
public record Policy(String code, Optional<Preset> preset) {

    /** Whoever asked first gets whoever offered first and fits. */
    public static final Policy FIRST_COME = new Policy("first-come", Optional.empty());

    /** What a community has that chooses nothing. */
    public static final Policy DEFAULT = of(Preset.CORE_ECONOMY);

    /** First come, then a round under each preset. */
    public static List<Policy> all() {
        var all = new ArrayList<Policy>();
        all.add(FIRST_COME);
        for (var preset : Preset.values()) {
            all.add(of(preset));
        }
        return all;
    }

    private static Policy of(Preset preset) {
        return new Policy(preset.code(), Optional.of(preset));
    }

    /** Decides. Offers and requests are in the order in which they came, and so are the candidates of each request. */
    List<Assignment> decide(Field field) {
        return preset.isPresent() ? RoundModels.ALL.getFirst().solve(field).assignments() : firstCome(field);
    }

    private static List<Assignment> firstCome(Field field) {
        var left = new HashMap<UUID, Long>();
        field.supplies().forEach(supply -> left.put(supply.offer(), supply.minutes()));
        field.demands().forEach(demand -> left.put(demand.request(), demand.minutes()));
        var assignments = new ArrayList<Assignment>();
        for (var candidate : field.candidates()) {
            long minutes = Math.min(
                    left.get(candidate.supply().offer()),
                    left.get(candidate.demand().request()));
            if (minutes > 0) {
                left.merge(candidate.supply().offer(), -minutes, Long::sum);
                left.merge(candidate.demand().request(), -minutes, Long::sum);
                assignments.add(new Assignment(candidate, minutes));
            }
        }
        return assignments;
    }
}
