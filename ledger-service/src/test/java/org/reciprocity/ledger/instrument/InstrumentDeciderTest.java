package org.reciprocity.ledger.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InstrumentDeciderTest {
    private static final Instruments KNOWN = new Instruments();

    /** The published table, sums 7 to 35 in order. */
    private static final List<String> SWEMWBS = List.of(
            "7", "9.51", "11.25", "12.4", "13.33", "14.08", "14.75", "15.32", "15.84", "16.36", "16.88", "17.43",
            "17.98", "18.59", "19.25", "19.98", "20.73", "21.54", "22.35", "23.21", "24.11", "25.03", "26.02", "27.03",
            "28.13", "29.31", "30.7", "32.55", "35");

    @Test
    void convertsEverySumOfSwemwbsByItsTable() {
        for (int raw = 7; raw <= 35; raw++) {
            var expected = new Instrument.Reading.Scored(new BigDecimal(SWEMWBS.get(raw - 7)), raw, null);
            assertEquals(expected, raw("SWEMWBS", raw));
            assertEquals(expected, score("SWEMWBS", SWEMWBS.get(raw - 7)));
            assertEquals(expected, items("SWEMWBS", answers(7, 1, raw)));
        }
    }

    @Test
    void takesNoScoreThatSwemwbsCannotGive() {
        assertEquals(new Instrument.Reading.OutOfRange("score"), score("SWEMWBS", "20"));
        assertEquals(new Instrument.Reading.OutOfRange("score"), score("SWEMWBS", "25.99"));
        assertEquals(new Instrument.Reading.OutOfRange("raw"), raw("SWEMWBS", 6));
        assertEquals(new Instrument.Reading.OutOfRange("raw"), raw("SWEMWBS", 36));
        assertEquals(new Instrument.Reading.OutOfRange("items"), items("SWEMWBS", List.of(3, 3, 3, 3, 3, 3)));
        assertEquals(new Instrument.Reading.OutOfRange("items"), items("SWEMWBS", List.of(3, 3, 3, 3, 3, 3, 6)));
        assertEquals(new Instrument.Reading.OutOfRange("items"), items("SWEMWBS", List.of(3, 3, 3, 3, 3, 3, 0)));
    }

    @Test
    void tellsWhoIsBeyondACutOff() {
        assertEquals(beyond("4", true), score("ons4-satisfaction", "4"));
        assertEquals(beyond("5", false), score("ons4-worthwhile", "5"));
        assertEquals(beyond("0", true), score("ons4-happiness", "0.00"));
        assertEquals(beyond("5", false), score("ons4-anxiety", "5"));
        assertEquals(beyond("6", true), score("ons4-anxiety", "6"));
        assertEquals(beyond("5", false), items("UCLA-3", List.of(1, 1, 3)));
        assertEquals(beyond("6", true), raw("UCLA-3", 6));
        assertEquals(beyond("11", true), items("LSNS-6", List.of(0, 1, 0, 5, 5, 0)));
        assertEquals(beyond("12", false), raw("LSNS-6", 12));
        assertEquals(new Instrument.Reading.Scored(new BigDecimal("47.4"), null, null), score("PAM", "47.4"));
    }

    @Test
    void holdsScoresToRangeAndStep() {
        for (var code : List.of("ons4-satisfaction", "ons4-worthwhile", "ons4-happiness", "ons4-anxiety")) {
            assertEquals(new Instrument.Reading.OutOfRange("score"), score(code, "-1"));
            assertEquals(new Instrument.Reading.OutOfRange("score"), score(code, "11"));
            assertEquals(new Instrument.Reading.OutOfRange("score"), score(code, "6.5"));
            assertEquals(new Instrument.Reading.OutOfRange("raw"), raw(code, 6));
        }
        assertEquals(new Instrument.Reading.OutOfRange("score"), score("UCLA-3", "2"));
        assertEquals(new Instrument.Reading.OutOfRange("score"), score("UCLA-3", "10"));
        assertEquals(new Instrument.Reading.OutOfRange("score"), score("LSNS-6", "31"));
        assertEquals(new Instrument.Reading.OutOfRange("score"), score("PAM", "100.1"));
        assertEquals(new Instrument.Reading.OutOfRange("items"), items("PAM", List.of(1)));
        assertEquals(new Instrument.Reading.Scored(new BigDecimal("100"), null, null), score("PAM", "100"));
    }

    @Test
    void takesOneOfScoreSumAndItems() {
        var swemwbs = KNOWN.builtIn("swemwbs").orElseThrow();
        assertInstanceOf(Instrument.Reading.Unclear.class, swemwbs.read(new Instrument.Given(null, null, null)));
        assertInstanceOf(
                Instrument.Reading.Unclear.class, swemwbs.read(new Instrument.Given(BigDecimal.TEN, 22, null)));
        assertInstanceOf(
                Instrument.Reading.Unclear.class,
                swemwbs.read(new Instrument.Given(null, 22, Collections.nCopies(7, 3))));
    }

    @Test
    void takesAGroupsMeanBetweenItsPeoplesScores() {
        var swemwbs = KNOWN.builtIn("SWEMWBS").orElseThrow();
        assertEquals(
                new Instrument.Reading.Scored(new BigDecimal("20.01"), null, null),
                swemwbs.readMean(new Instrument.Given(new BigDecimal("20.01"), null, null)));
        assertInstanceOf(
                Instrument.Reading.OutOfRange.class,
                swemwbs.readMean(new Instrument.Given(new BigDecimal("6.99"), null, null)));
        assertInstanceOf(Instrument.Reading.Unclear.class, swemwbs.readMean(new Instrument.Given(null, 22, null)));
    }

    @Test
    void knowsEachBuiltInInstrumentOnceWhateverTheCaseOfItsLetters() {
        assertEquals(8, KNOWN.builtIn().size());
        for (var instrument : KNOWN.builtIn()) {
            assertEquals(
                    Optional.of(instrument), KNOWN.builtIn(instrument.code().toUpperCase(java.util.Locale.ROOT)));
            assertEquals(
                    Optional.of(instrument), KNOWN.builtIn(instrument.code().toLowerCase(java.util.Locale.ROOT)));
            if (!instrument.conversion().isEmpty()) {
                assertEquals(
                        instrument.items().count()
                                        * (instrument.items().maximum()
                                                - instrument.items().minimum())
                                + 1,
                        instrument.conversion().size());
            }
        }
        assertEquals(Optional.empty(), KNOWN.builtIn("mood"));
    }

    @Test
    void registersAnInstrumentWhoseRulesHoldTogether() {
        var accepted = assertInstanceOf(
                InstrumentDecider.Decision.Accepted.class,
                InstrumentDecider.decide(
                        Optional.empty(), register("5", "25", "1", "12", Instrument.Side.BELOW, false)));
        var registered = InstrumentDecider.evolve(
                        Optional.empty(), accepted.events().getFirst())
                .orElseThrow();
        assertEquals(
                new Instrument.Reading.Scored(new BigDecimal("11"), null, true),
                registered.read(new Instrument.Given(new BigDecimal("11"), null, null)));
        assertNull(registered.items());
        assertEquals(
                InstrumentDecider.Refusal.ID_IN_USE,
                refusal(Optional.of(registered), register("5", "25", null, null, null, false)));
        var none = Optional.<Instrument>empty();
        assertEquals(InstrumentDecider.Refusal.CODE_IN_USE, refusal(none, register("5", "25", null, null, null, true)));
        assertEquals(InstrumentDecider.Refusal.RANGE_EMPTY, refusal(none, register("5", "5", null, null, null, false)));
        assertEquals(
                InstrumentDecider.Refusal.STEP_DOES_NOT_FIT,
                refusal(none, register("0", "10", "3", null, null, false)));
        assertEquals(
                InstrumentDecider.Refusal.STEP_DOES_NOT_FIT,
                refusal(none, register("0", "10", "0", null, null, false)));
        assertEquals(
                InstrumentDecider.Refusal.CUT_OFF_UNCLEAR, refusal(none, register("0", "10", null, "5", null, false)));
        assertEquals(
                InstrumentDecider.Refusal.CUT_OFF_UNCLEAR,
                refusal(none, register("0", "10", null, null, Instrument.Side.BELOW, false)));
        assertEquals(
                InstrumentDecider.Refusal.CUT_OFF_DOES_NOT_FIT,
                refusal(none, register("0", "10", null, "0", Instrument.Side.BELOW, false)));
        assertEquals(
                InstrumentDecider.Refusal.CUT_OFF_DOES_NOT_FIT,
                refusal(none, register("0", "10", null, "11", Instrument.Side.AT_OR_ABOVE, false)));
    }

    /** So many answers of at least the lowest, with the sum. */
    private static List<Integer> answers(int count, int lowest, int sum) {
        var answers = new Integer[count];
        int rest = sum - count * lowest;
        for (int i = 0; i < count; i++) {
            int more = Math.min(4, rest);
            answers[i] = lowest + more;
            rest -= more;
        }
        return List.of(answers);
    }

    private static Instrument.Reading score(String code, String score) {
        return KNOWN.builtIn(code).orElseThrow().read(new Instrument.Given(new BigDecimal(score), null, null));
    }

    private static Instrument.Reading raw(String code, int raw) {
        return KNOWN.builtIn(code).orElseThrow().read(new Instrument.Given(null, raw, null));
    }

    private static Instrument.Reading items(String code, List<Integer> items) {
        return KNOWN.builtIn(code).orElseThrow().read(new Instrument.Given(null, null, items));
    }

    private static Instrument.Reading beyond(String score, boolean beyond) {
        return new Instrument.Reading.Scored(new BigDecimal(score), null, beyond);
    }

    private static InstrumentCommand register(
            String minimum, String maximum, String step, String cutOff, Instrument.Side side, boolean taken) {
        return new InstrumentCommand.Register(
                "belonging-5",
                "Belonging",
                new BigDecimal(minimum),
                new BigDecimal(maximum),
                step == null ? null : new BigDecimal(step),
                Instrument.Better.HIGHER,
                cutOff == null ? null : new BigDecimal(cutOff),
                side,
                "own-work",
                taken,
                false);
    }

    private static InstrumentDecider.Refusal refusal(Optional<Instrument> there, InstrumentCommand command) {
        return assertInstanceOf(InstrumentDecider.Decision.Rejected.class, InstrumentDecider.decide(there, command))
                .refusal();
    }
}
