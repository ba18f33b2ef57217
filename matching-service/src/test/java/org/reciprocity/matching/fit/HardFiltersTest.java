package org.reciprocity.matching.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class HardFiltersTest {
    private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");
    private static final UUID GIVER = new UUID(1, 1);
    private static final UUID RECEIVER = new UUID(1, 2);

    private static final Give GIVE = new Give(
            new UUID(2, 1),
            1,
            GIVER,
            "lifts",
            "getting-about",
            "riverside",
            Reach.SAME_AREA,
            Set.of("cy", "en"),
            Window.ALWAYS,
            60);

    private static final Need NEED = new Need(
            new UUID(3, 1),
            1,
            RECEIVER,
            "lifts",
            "getting-about",
            false,
            "riverside",
            Set.of("cy"),
            new Window(NOW, NOW.plusSeconds(3600)),
            60);

    @Test
    void letsThroughWhatFits() {
        assertEquals(Optional.empty(), HardFilters.misfit(GIVE, NEED, NOW));
    }

    @Test
    void keepsSomebodyFromHelpingThemself() {
        assertEquals(Optional.of(Misfit.SAME_PARTICIPANT), HardFilters.misfit(GIVE, needBy(GIVER), NOW));
    }

    @Test
    void keepsAnotherSkillAwayUnlessTheRequestAcceptsItsGroup() {
        assertEquals(Optional.of(Misfit.SKILL), HardFilters.misfit(GIVE, needOf("shopping", false), NOW));
        assertEquals(Optional.empty(), HardFilters.misfit(GIVE, needOf("shopping", true), NOW));
    }

    @Test
    void keepsWhatIsOverAway() {
        assertEquals(Optional.of(Misfit.OVER), HardFilters.misfit(GIVE, NEED, NOW.plusSeconds(3600)));
    }

    @Test
    void keepsWindowsApartThatOnlyTouch() {
        assertEquals(
                Optional.of(Misfit.WINDOW),
                HardFilters.misfit(giveIn(new Window(NOW.plusSeconds(3600), null)), NEED, NOW));
        assertEquals(Optional.empty(), HardFilters.misfit(giveIn(new Window(NOW.plusSeconds(3599), null)), NEED, NOW));
    }

    @Test
    void keepsAGiverInTheirAreaWhoGoesNoFurther() {
        assertEquals(Optional.of(Misfit.AREA), HardFilters.misfit(GIVE, needIn("grangetown"), NOW));
        assertEquals(Optional.of(Misfit.AREA), HardFilters.misfit(GIVE, needIn(null), NOW));
        assertEquals(
                Optional.empty(), HardFilters.misfit(giveFrom("riverside", Reach.ANYWHERE), needIn("grangetown"), NOW));
        assertEquals(Optional.of(Misfit.AREA), HardFilters.misfit(giveFrom(null, Reach.SAME_AREA), needIn(null), NOW));
    }

    @Test
    void asksForOneOfTheLanguagesWhereAnyAreAsked() {
        assertEquals(Optional.of(Misfit.LANGUAGE), HardFilters.misfit(GIVE, needSpeaking(Set.of("so")), NOW));
        assertEquals(Optional.empty(), HardFilters.misfit(GIVE, needSpeaking(Set.of("so", "en")), NOW));
        assertEquals(Optional.empty(), HardFilters.misfit(GIVE, needSpeaking(Set.of()), NOW));
    }

    @Property
    void overlapsWhereSomeInstantIsInBoth(
            @ForAll @LongRange(min = 0, max = 5) long a,
            @ForAll @LongRange(min = 1, max = 6) long aLength,
            @ForAll @LongRange(min = 0, max = 5) long b,
            @ForAll @LongRange(min = 1, max = 6) long bLength) {
        var one = new Window(NOW.plusSeconds(a), NOW.plusSeconds(a + aLength));
        var other = new Window(NOW.plusSeconds(b), NOW.plusSeconds(b + bLength));
        boolean common = false;
        for (long t = 0; t < 12; t++) {
            common |= a <= t && t < a + aLength && b <= t && t < b + bLength;
        }
        assertEquals(common, one.overlaps(other));
        assertEquals(one.overlaps(other), other.overlaps(one));
    }

    private static Need needBy(UUID receiver) {
        return need(receiver, "lifts", false, "riverside", Set.of("cy"));
    }

    private static Need needOf(String skill, boolean acceptsGroup) {
        return need(RECEIVER, skill, acceptsGroup, "riverside", Set.of("cy"));
    }

    private static Need needIn(String area) {
        return need(RECEIVER, "lifts", false, area, Set.of("cy"));
    }

    private static Need needSpeaking(Set<String> languages) {
        return need(RECEIVER, "lifts", false, "riverside", languages);
    }

    private static Need need(UUID receiver, String skill, boolean acceptsGroup, String area, Set<String> languages) {
        return new Need(
                NEED.request(),
                1,
                receiver,
                skill,
                "getting-about",
                acceptsGroup,
                area,
                languages,
                NEED.window(),
                NEED.minutes());
    }

    private static Give giveIn(Window window) {
        return give("riverside", Reach.SAME_AREA, window);
    }

    private static Give giveFrom(String area, Reach reach) {
        return give(area, reach, Window.ALWAYS);
    }

    private static Give give(String area, Reach reach, Window window) {
        return new Give(
                GIVE.offer(),
                1,
                GIVER,
                "lifts",
                "getting-about",
                area,
                reach,
                GIVE.languages(),
                window,
                GIVE.minutes());
    }

    @Test
    void letsThroughBetweenAreasNextToEachOtherWhereBothGoThatFar() {
        var next = Set.of("riverside", "canton");
        assertEquals(
                Optional.empty(),
                HardFilters.misfit(
                        giveFrom("riverside", Reach.NEIGHBOURING_AREAS),
                        needNextTo("grangetown", Reach.NEIGHBOURING_AREAS, next),
                        NOW));
        assertEquals(
                Optional.empty(),
                HardFilters.misfit(
                        giveFrom("grangetown", Reach.NEIGHBOURING_AREAS),
                        needNextTo("grangetown", Reach.ANYWHERE, next),
                        NOW));
        for (var need : List.of(
                needNextTo("grangetown", Reach.SAME_AREA, next),
                needNextTo("grangetown", Reach.ANYWHERE, Set.of("canton")),
                needNextTo(null, Reach.ANYWHERE, Set.of()))) {
            assertEquals(
                    Optional.of(Misfit.AREA),
                    HardFilters.misfit(giveFrom("riverside", Reach.NEIGHBOURING_AREAS), need, NOW));
        }
        assertEquals(
                Optional.of(Misfit.AREA),
                HardFilters.misfit(
                        giveFrom("riverside", Reach.SAME_AREA), needNextTo("grangetown", Reach.ANYWHERE, next), NOW));
        assertEquals(
                Optional.of(Misfit.AREA),
                HardFilters.misfit(
                        giveFrom(null, Reach.ANYWHERE), needNextTo("grangetown", Reach.NEIGHBOURING_AREAS, next), NOW));
    }

    private static Need needNextTo(String area, Reach reach, Set<String> next) {
        return new Need(
                NEED.request(),
                1,
                RECEIVER,
                "lifts",
                "getting-about",
                false,
                area,
                Set.of("cy"),
                NEED.window(),
                60,
                null,
                reach,
                null,
                false,
                Readiness.READY,
                next);
    }

    @Test
    void keepsAwayWhoHasNoTimeInCommonThoughTheWindowsOverlap() {
        var early = give(List.of(new Window(NOW.minusSeconds(600), NOW)), Readiness.READY);
        assertEquals(Optional.of(Misfit.WINDOW), HardFilters.misfit(early, NEED, NOW));
        var late = give(List.of(new Window(NOW.plusSeconds(3599), NOW.plusSeconds(7200))), Readiness.READY);
        assertEquals(Optional.empty(), HardFilters.misfit(late, NEED, NOW));
    }

    @Test
    void keepsAwayWhoTakesPartNoMore() {
        assertEquals(
                Optional.of(Misfit.NOT_ACTIVE),
                HardFilters.misfit(give(null, new Readiness(false, true, Set.of(), Set.of())), NEED, NOW));
    }

    @Test
    void keepsAwayWhoDoesNotConsent() {
        assertEquals(
                Optional.of(Misfit.CONSENT),
                HardFilters.misfit(give(null, new Readiness(true, false, Set.of(), Set.of())), NEED, NOW));
    }

    @Test
    void keepsThePersonBehindTwoIdsFromHelpingThemself() {
        assertEquals(
                Optional.of(Misfit.SAME_PARTICIPANT),
                HardFilters.misfit(give(null, new Readiness(true, true, Set.of(), Set.of(RECEIVER))), NEED, NOW));
    }

    @Test
    void asksForTheClearanceOfThatRoleInThatSettingAndNoOther() {
        var school = new Clearance("volunteer", "school");
        var need = new Need(
                NEED.request(),
                1,
                RECEIVER,
                "lifts",
                "getting-about",
                false,
                "riverside",
                Set.of(),
                NEED.window(),
                60,
                null,
                Reach.ANYWHERE,
                school,
                false,
                Readiness.READY,
                Set.of());
        assertEquals(Optional.of(Misfit.CLEARANCE), HardFilters.misfit(GIVE, need, NOW));
        var elsewhere = new Readiness(true, true, Set.of(new Clearance("volunteer", "home")), Set.of());
        assertEquals(Optional.of(Misfit.CLEARANCE), HardFilters.misfit(give(null, elsewhere), need, NOW));
        var cleared = new Readiness(true, true, Set.of(school), Set.of());
        assertEquals(Optional.empty(), HardFilters.misfit(give(null, cleared), need, NOW));
    }

    @Test
    void countsTheMinutesTheTwoHaveInCommon() {
        var give = give(
                List.of(
                        new Window(NOW.minusSeconds(600), NOW.plusSeconds(600)),
                        new Window(NOW.plusSeconds(1200), NOW.plusSeconds(1800)),
                        new Window(NOW.plusSeconds(3000), NOW.plusSeconds(9000))),
                Readiness.READY);
        assertEquals(30, Times.minutesInCommon(give, NEED, NOW, 1000));
        assertEquals(25, Times.minutesInCommon(give, NEED, NOW, 25));
        assertEquals(60, Times.minutesInCommon(GIVE, NEED, NOW, 1000));
    }

    private static Give give(List<Window> times, Readiness ready) {
        return new Give(
                GIVE.offer(),
                1,
                GIVER,
                "lifts",
                "getting-about",
                "riverside",
                Reach.SAME_AREA,
                Set.of("cy", "en"),
                Window.ALWAYS,
                60,
                times,
                ready);
    }
}
