package org.reciprocity.matching.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.reciprocity.matching.model.RoundModel.Assignment;
import org.reciprocity.matching.model.RoundModel.Candidate;
import org.reciprocity.matching.model.RoundModel.Field;

/** That assignments can be carried out. */
final class Feasible {

    private Feasible() {}

    static void assertFeasible(Field field, List<Assignment> assignments) {
        var given = new HashMap<UUID, Long>();
        var received = new HashMap<UUID, Long>();
        var pairs = new HashSet<Candidate>();
        for (var assignment : assignments) {
            var candidate = assignment.candidate();
            assertTrue(assignment.minutes() > 0, "an assignment has minutes");
            assertTrue(field.candidates().contains(candidate), "an assignment is a candidate");
            assertTrue(pairs.add(candidate), "a pair is assigned once");
            given.merge(candidate.supply().offer(), assignment.minutes(), Long::sum);
            received.merge(candidate.demand().request(), assignment.minutes(), Long::sum);
        }
        field.supplies().forEach(s -> assertTrue(given.getOrDefault(s.offer(), 0L) <= s.minutes(), "capacity holds"));
        field.demands().forEach(d -> assertTrue(received.getOrDefault(d.request(), 0L) <= d.minutes(), "need holds"));
    }

    /** What each gives less what they receive, of those of whom it is not nothing. */
    static Map<UUID, Long> imbalances(List<Assignment> assignments) {
        var balance = new HashMap<UUID, Long>();
        for (var assignment : assignments) {
            balance.merge(assignment.candidate().supply().giver(), assignment.minutes(), Long::sum);
            balance.merge(assignment.candidate().demand().receiver(), -assignment.minutes(), Long::sum);
        }
        balance.values().removeIf(minutes -> minutes == 0);
        return balance;
    }

    /** The minutes by the places of offer and request. */
    static Map<String, Long> minutes(List<Assignment> assignments) {
        var minutes = new HashMap<String, Long>();
        for (var assignment : assignments) {
            var candidate = assignment.candidate();
            minutes.put(
                    Fields.place(candidate.supply().offer()) + "-"
                            + Fields.place(candidate.demand().request()),
                    assignment.minutes());
        }
        return minutes;
    }
}
