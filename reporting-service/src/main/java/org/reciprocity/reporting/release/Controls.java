package org.reciprocity.reporting.release;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.reciprocity.reporting.figure.Figure;

/** Whether what is told of participants can be held against what is told of others. */
final class Controls {
    private static final String OF_PARTICIPANTS = "/participants/";
    private static final String OF_COMPARISON = "/comparison/";
    private static final String AFTER = "after";
    private static final List<String> COMPARED = List.of("/differenceInDifferences", "/riskDifference", "/riskRatio");

    private Controls() {}

    /**
     * Whether something is told of participants, of an instrument, a service or an event of which nothing is told that compares them: no
     * difference and no ratio between the arms, and of shares beyond a cut-off not those of both arms.
     *
     * @param parts what is told of the figure, by part
     */
    static boolean isUncontrolled(Figure figure, Map<String, Object> parts) {
        if (!(ReleasedFigure.ALL.get(figure.code()) instanceof ReleasedFigure.Outcome(var what))) {
            return false;
        }
        return ofParticipants(parts).stream()
                .anyMatch(kind -> what == ReleasedFigure.What.CUT_OFFS
                        ? !parts.containsKey(kind + OF_PARTICIPANTS + AFTER)
                                || !parts.containsKey(kind + OF_COMPARISON + AFTER)
                        : parts.keySet().stream().noneMatch(part -> COMPARED.stream()
                                .anyMatch(comparison ->
                                        part.equals(kind + comparison) || part.startsWith(kind + comparison + "/"))));
    }

    private static Set<String> ofParticipants(Map<String, Object> parts) {
        var kinds = new TreeSet<String>();
        parts.forEach((part, value) -> {
            int end = part.indexOf(OF_PARTICIPANTS);
            if (end > 0 && value instanceof BigDecimal number && number.signum() != 0) {
                kinds.add(part.substring(0, end));
            }
        });
        return kinds;
    }
}
