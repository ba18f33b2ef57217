package org.reciprocity.reporting.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.reciprocity.reporting.band.BandAxis;
import org.reciprocity.reporting.figure.PeriodFacts.Enrolled;
import org.reciprocity.reporting.figure.PeriodFacts.Person;

/** Who told what, and figures by it. */
class BandRulesTest {
    private static final UUID ANNA = new UUID(0, 1);
    private static final UUID BEN = new UUID(0, 2);
    private static final UUID CARLA = new UUID(0, 3);
    private static final Persons NOBODY_LINKED = new Persons(List.of());

    private static Bands.Word age(UUID participant, int number, long toldAt, String age) {
        return new Bands.Word(participant, number, toldAt, Map.of(BandAxis.AGE, age));
    }

    private static PeriodFacts facts(Bands bands) {
        var facts = new PeriodFacts(Optional.empty(), Optional.empty(), false, ZoneOffset.UTC);
        facts.people = List.of(
                new Person(1, 120, 2, 0, 2, 0, 0), new Person(2, 60, 1, 1, 2, 0, 0), new Person(3, 0, 0, 1, 1, 0, 0));
        facts.enrolled = List.of(
                new Enrolled(ANNA, 1, true, 1),
                new Enrolled(BEN, 2, true, 1),
                new Enrolled(new UUID(0, 9), 0, true, 4));
        facts.bands = bands;
        return facts;
    }

    private static Map<?, ?> by(Figure figure, PeriodFacts facts, BandAxis axis) {
        return (Map<?, ?>) BandRules.value(figure, facts).parts().get(axis.part());
    }

    @Test
    void everybodyIsInOneBandOfAnAxis() {
        var facts = facts(Bands.of(
                List.of(age(ANNA, 1, 5, "65-74"), age(BEN, 2, 5, "65-74"), age(new UUID(0, 9), 0, 5, "16-24")),
                NOBODY_LINKED));

        assertEquals(
                BigDecimal.valueOf(2), by(Figure.ACTIVE, facts, BandAxis.AGE).get("65-74"));
        assertEquals(
                BigDecimal.valueOf(1), by(Figure.ACTIVE, facts, BandAxis.AGE).get("not-told"));
        assertEquals(
                BigDecimal.valueOf(1), by(Figure.ENROLLED, facts, BandAxis.AGE).get("16-24"));
        assertEquals(
                BigDecimal.valueOf(0), by(Figure.ENROLLED, facts, BandAxis.AGE).get("not-told"));
        assertEquals(
                BigDecimal.valueOf(3),
                by(Figure.ACTIVE, facts, BandAxis.ETHNICITY).get("not-told"));
        var given = (Map<?, ?>) by(Figure.GINI_GIVEN, facts, BandAxis.AGE).get("65-74");
        assertEquals(2L, ((Number) given.get("active")).longValue());
        // 120 and 60: 2 * (60 + 2 * 120) / (2 * 180) - 3 / 2.
        assertEquals(new BigDecimal("0.166667"), given.get("value"));
        for (var figure : Figure.withBands()) {
            var of = Figure.of(figure).orElseThrow();
            if (of.unit() == Unit.PARTICIPANTS) {
                long sum = by(of, facts, BandAxis.AGE).values().stream()
                        .mapToLong(count -> ((Number) count).longValue())
                        .sum();
                assertEquals(FigureRules.value(of, facts).value().orElseThrow().longValueExact(), sum, figure);
            }
        }
        assertEquals(8, Figure.withBands().size());
    }

    @Test
    void noShareIsOfNobody() {
        var facts = facts(Bands.of(List.of(age(ANNA, 1, 5, "65-74")), NOBODY_LINKED));
        var nobody = (Map<?, ?>) by(Figure.BOTH_SHARE, facts, BandAxis.AGE).get("25-44");
        assertFalse(nobody.containsKey("value"));
        assertEquals("Nobody is active in the period.", nobody.get("reason"));
        assertEquals(0L, ((Number) nobody.get("active")).longValue());
    }

    @Test
    void thePersonsLastWordCountsWhicheverIdItWasGivenUnder() {
        var linked = new Persons(List.of(new Persons.Link(ANNA, 1, CARLA, 3)));
        var words = new ArrayList<>(List.of(
                age(ANNA, 1, 5, "25-44"),
                age(CARLA, 3, 6, "65-74"),
                age(BEN, 2, 7, "16-24"),
                age(ANNA, 1, 5, "25-44")));
        for (int seed = 0; seed < 6; seed++) {
            Collections.shuffle(words, new Random(seed));
            var bands = Bands.of(words, linked);
            assertEquals("65-74", bands.of(new Person(1, 0, 0, 0, 0, 0, 0), BandAxis.AGE));
            assertEquals("65-74", bands.of(new Enrolled(ANNA, 1, true, 1), BandAxis.AGE));
            assertEquals("16-24", bands.of(new Enrolled(BEN, 2, true, 1), BandAxis.AGE));
        }
        words.add(age(CARLA, 3, 8, ""));
        var cleared = Bands.of(words, linked);
        assertEquals("not-told", cleared.of(new Person(1, 0, 0, 0, 0, 0, 0), BandAxis.AGE));
        assertFalse(cleared.isEmpty());
        assertTrue(Bands.of(List.of(age(ANNA, 1, 5, "")), linked).isEmpty());
        var atOnce = List.of(age(ANNA, 1, 5, "25-44"), age(CARLA, 3, 5, "65-74"));
        assertEquals("65-74", Bands.of(atOnce, linked).of(new Enrolled(ANNA, 1, true, 1), BandAxis.AGE));
        assertEquals("65-74", Bands.of(atOnce.reversed(), linked).of(new Enrolled(ANNA, 1, true, 1), BandAxis.AGE));
    }

    @Test
    void whoAsksForOneBandIsToldOneAndWhatItIs() {
        var facts = facts(Bands.of(List.of(age(ANNA, 1, 5, "65-74")), NOBODY_LINKED));
        var kept = BandRules.value(Figure.BOTH_SHARE, facts);
        assertEquals(
                BandRules.asked(Figure.BOTH_SHARE, facts, Optional.of(BandAxis.AGE)),
                BandRules.asked(Figure.BOTH_SHARE, kept, Optional.of(BandAxis.AGE)));
        assertEquals(
                FigureRules.value(Figure.BOTH_SHARE, facts),
                BandRules.asked(Figure.BOTH_SHARE, kept, Optional.empty()));
        assertEquals(
                List.of(BandRules.CAVEAT),
                BandRules.asked(Figure.BOTH_SHARE, kept, Optional.of(BandAxis.AGE))
                        .caveats());
    }

    @Test
    void analystsAreToldOneBandOfThoseThatArePublished() {
        var published = FigureValue.of(74)
                .with("withoutProfessionals", 70L)
                .with("byAge/25-44", 30L)
                .with("byEthnicity/white", 40L);
        var told = BandRules.told(Figure.ACTIVE, published, Optional.of(BandAxis.AGE));
        assertEquals(
                List.of("byAge/25-44", "withoutProfessionals"),
                List.copyOf(told.parts().keySet()));
        assertEquals(List.of(BandRules.CAVEAT, BandRules.PUBLISHED), told.caveats());
        assertEquals(
                List.of("withoutProfessionals"),
                List.copyOf(BandRules.told(Figure.ACTIVE, published, Optional.empty())
                        .parts()
                        .keySet()));
        assertTrue(BandRules.isOfOther("active/byAge/25-44", Optional.of(BandAxis.ETHNICITY)));
        assertFalse(BandRules.isOfOther("active/byAge/25-44", Optional.of(BandAxis.AGE)));
        assertFalse(BandRules.isOfOther("active/withoutProfessionals", Optional.empty()));
    }

    /** What is kept where nobody told anything has no bands, and is answered like one where all are asked and nobody answered. */
    @Test
    void whereNobodyToldAllAreApart() {
        var untold = facts(Bands.NONE);
        var oneTold = facts(Bands.of(List.of(age(new UUID(0, 77), 0, 5, "65-74")), NOBODY_LINKED));
        for (var code : Figure.withBands()) {
            var figure = Figure.of(code).orElseThrow();
            assertEquals(
                    BandRules.asked(figure, oneTold, Optional.of(BandAxis.AGE)),
                    BandRules.asked(figure, untold, Optional.of(BandAxis.AGE)),
                    code);
        }
    }
}
