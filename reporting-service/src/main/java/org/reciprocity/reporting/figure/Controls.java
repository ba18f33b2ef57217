package org.reciprocity.reporting.figure;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether what is told of participants can be held against what is told of others. */
public final class Controls {
    private static final Set<Figure> OF_ARMS =
            EnumSet.of(Figure.MEASURE_CHANGE, Figure.SERVICE_USE_CHANGE, Figure.FOLLOW_UP_RATE, Figure.BEYOND_CUT_OFF);
    private static final String OF_PARTICIPANTS = "/participants/";
    private static final String OF_COMPARISON = "/comparison/";
    private static final String AFTER = "after";
    private static final List<String> COMPARED = List.of("/differenceInDifferences", "/riskDifference", "/riskRatio");

    private Controls() {}

    /**
     * The instruments, services and events of which something is told of participants, and nothing that compares them: no difference and
     * no ratio between the arms, and of shares beyond a cut-off not those of both arms.
     *
     * @param parts what is told of the figure, by part
     */
    public static Set<String> uncontrolled(Figure figure, Map<String, Object> parts) {
        if (!OF_ARMS.contains(figure)) {
            return Set.of();
        }
        var kinds = ofParticipants(parts);
        kinds.removeIf(kind -> figure == Figure.BEYOND_CUT_OFF
                ? parts.containsKey(kind + OF_PARTICIPANTS + AFTER) && parts.containsKey(kind + OF_COMPARISON + AFTER)
                : parts.keySet().stream().anyMatch(part -> COMPARED.stream()
                        .anyMatch(comparison ->
                                part.equals(kind + comparison) || part.startsWith(kind + comparison + "/"))));
        return kinds;
    }

    /**
     * What to beware of in one part of what is told of a figure: the same as of the figure, but that a part of what is compared is not
     * said to be uncontrolled where another is.
     *
     * @param caveats those of the figure
     * @param uncontrolled what is told without a comparison
     */
    public static List<String> caveats(List<String> caveats, Set<String> uncontrolled, String part) {
        boolean compared = !part.isEmpty()
                && !uncontrolled.isEmpty()
                && uncontrolled.stream().noneMatch(kind -> part.startsWith(kind + "/"));
        return compared
                ? caveats.stream()
                        .filter(caveat -> !caveat.equals(FigureValue.UNCONTROLLED))
                        .toList()
                : caveats;
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
