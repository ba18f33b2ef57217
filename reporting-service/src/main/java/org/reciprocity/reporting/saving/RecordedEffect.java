package org.reciprocity.reporting.saving;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.reporting.figure.Figure;
import org.reciprocity.reporting.figure.FigureValue;

/**
 * What was recorded in an appraisal's programme of what an effect is said to come from, beside the effect that is stated. A use of
 * services is a change for each person and year; a follow-up the difference of the rates within its window; an instrument a change
 * of its score. Where there is no comparison to tell by, they are the participants' own. Which sign is the better one is not known
 * of a code: an effect is held against the change, and against its opposite.
 *
 * @param line the line of benefits
 * @param of what it was found by: the kind, the code, and for an event the window in months
 * @param value the change or difference; null where there is nobody to tell by
 * @param low95 the lower end of its 95% interval; null where there are too few people for one
 * @param high95 the upper end
 * @param compared whether it is one between participants and a comparison
 * @param holds whether the effect that is stated lies in the interval
 */
@Schema(name = "AppraisalRecordedEffect")
record RecordedEffect(
        String line,

        @Schema(examples = "follow-up:re-offended/12") String of,

        @JsonInclude(JsonInclude.Include.NON_NULL) BigDecimal value,
        @JsonInclude(JsonInclude.Include.NON_NULL) BigDecimal low95,
        @JsonInclude(JsonInclude.Include.NON_NULL) BigDecimal high95,

        @Schema(description = "Whether it is a difference between participants and a comparison")
        boolean compared,

        @Schema(description = "Whether the effect that is stated lies in the interval, in either direction")
        boolean holds) {

    /** The figures that effects come from. */
    static final List<Figure> FIGURES =
            List.of(Figure.MEASURE_CHANGE, Figure.SERVICE_USE_CHANGE, Figure.FOLLOW_UP_RATE);

    private static final String PARTICIPANTS = "participants";

    /** Where the number is: in a difference between the arms, or in what is of participants alone. */
    private record Place(
            Figure figure, String parts, String difference, String differenceValue, String own, String ownValue) {}

    private static final Map<String, Place> PLACES = Map.of(
            "instrument",
            new Place(Figure.MEASURE_CHANGE, "byInstrument", "differenceInDifferences", "mean", null, "mean"),
            "service-use",
            new Place(Figure.SERVICE_USE_CHANGE, "byType", "differenceAYear", "mean", "changeAYear", "mean"),
            "follow-up",
            new Place(Figure.FOLLOW_UP_RATE, "byEvent", "riskDifference", "difference", null, "rate"));

    /**
     * What was recorded, one for each window of an event; none where nothing was.
     *
     * @param from the kind and the code, as {@code follow-up:re-offended}
     * @param effect what is stated
     * @param figures of the programme
     */
    static List<RecordedEffect> of(String line, String from, BigDecimal effect, Map<Figure, FigureValue> figures) {
        int colon = from.indexOf(':');
        var place = PLACES.get(from.substring(0, Math.max(colon, 0)));
        if (place == null || figures.get(place.figure()) == null) {
            return List.of();
        }
        var code = from.substring(colon + 1);
        var found = new ArrayList<RecordedEffect>();
        map(figures.get(place.figure()).parts().get(place.parts())).forEach((name, part) -> {
            var named = name.toString();
            if (named.equals(code) || (place.figure() == Figure.FOLLOW_UP_RATE && named.startsWith(code + "/"))) {
                found.add(of(line, from.substring(0, colon + 1) + named, effect, place, map(part)));
            }
        });
        return found;
    }

    private static RecordedEffect of(String line, String of, BigDecimal effect, Place place, Map<?, ?> part) {
        var difference = map(part.get(place.difference()));
        var participants = map(part.get(PARTICIPANTS));
        var own = place.own() == null ? participants : map(participants.get(place.own()));
        boolean compared = !difference.isEmpty();
        var numbers = compared ? difference : own;
        var low = number(numbers.get("low95"));
        var high = number(numbers.get("high95"));
        return new RecordedEffect(
                line,
                of,
                number(numbers.get(compared ? place.differenceValue() : place.ownValue())),
                low,
                high,
                compared,
                low != null && high != null && (isBetween(effect, low, high) || isBetween(effect.negate(), low, high)));
    }

    /** Whether there is an interval to hold an effect against. */
    boolean hasInterval() {
        return low95 != null && high95 != null;
    }

    private static boolean isBetween(BigDecimal effect, BigDecimal low, BigDecimal high) {
        return effect.compareTo(low) >= 0 && effect.compareTo(high) <= 0;
    }

    private static BigDecimal number(Object part) {
        return part instanceof BigDecimal number ? number : null;
    }

    private static Map<?, ?> map(Object part) {
        return part instanceof Map<?, ?> map ? map : Map.of();
    }
}
