package org.reciprocity.reporting.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reciprocity.reporting.Story;
import org.reciprocity.reporting.arithmetic.Rational;

class ClaimRulesTest {

    private static Claim known(String code) {
        return Claims.KNOWN.stream()
                .filter(claim -> claim.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static ClaimRules.Checked checked(String code) {
        return ClaimRules.check(known(code), Claims.KNOWN);
    }

    private static List<String> flags(ClaimRules.Checked checked) {
        return checked.flags().stream().map(ClaimRules.Raised::code).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "learning-to-lead-hours, 26581347, potential",
        "three-hours-of-300000, 900000, frequency-not-stated",
        "youth-court-reoffending, 0.5, conflicts-with comparison-approximate",
        "youth-court-reoffending-elsewhere, 0.3, conflicts-with",
        "youth-court-first-offences-third, 0.333333, conflicts-with",
        "youth-court-first-offences-80, 0.8, conflicts-with",
        "jefferson-risk-ratio, 0.233333, ''",
        "jefferson-risk-difference, 0.23, ''",
        "jefferson-needed-to-treat, 4.347826, ''",
        "jefferson-saved-a-child, 11510, inputs-not-stated evidence-not-stated",
        "preston-cases, 80, inputs-not-stated",
        "preston-victims, 250, inputs-not-stated",
        "nurse-family-abuse, -0.48, inputs-not-stated",
        "nurse-family-arrests, -0.61, inputs-not-stated",
        "nurse-family-behaviour, -0.9, inputs-not-stated",
        "nurse-family-return, 5, inputs-not-stated evidence-not-stated",
        "nurse-family-cost-a-child, 8200, implied",
        "expert-patient-gp-visits, -0.07, inputs-not-stated uncontrolled trial-found-otherwise",
        "expert-patient-a-and-e, -0.16, inputs-not-stated uncontrolled trial-found-otherwise",
        "expert-patient-confident, 0.45, inputs-not-stated uncontrolled",
        "expert-patient-severity, 0.38, inputs-not-stated uncontrolled",
        "expert-patient-visit-low, 27, inputs-not-stated",
        "expert-patient-visit-high, 58, inputs-not-stated",
        "expert-patient-a-and-e-saved, 84, inputs-not-stated",
        "asthma-gp-visits, -0.69, inputs-not-stated uncontrolled one-way",
        "shared-lives-a-year, 51740, evidence-not-stated mean-and-maximum",
        "birmingham-council, 1, evidence-not-stated",
        "birmingham-system, 4, evidence-not-stated",
        "birmingham-partners, 3, evidence-not-stated",
        "birmingham-system-discounted, 3.864734, evidence-not-stated"
    })
    void theFieldsClaimsComeToWhatTheyAreKnownFor(String code, BigDecimal value, String flags) {
        var checked = checked(code);

        assertEquals(0, checked.value().orElseThrow().decimal(6).compareTo(value));
        assertEquals(flags.isEmpty() ? List.of() : List.of(flags.split(" ")), flags(checked));
        assertTrue(checked.computes().orElse(true));
        assertEquals(known(code).stated().isPresent(), checked.computes().isPresent());
    }

    @Test
    void everyKnownClaimIsTested() {
        assertEquals(30, Claims.KNOWN.size());
        assertEquals(30, new HashSet<>(Claims.KNOWN.stream().map(Claim::code).toList()).size());
    }

    @Test
    void everyFlagThatTheFileRaisesIsExplained() {
        for (var claim : Claims.KNOWN) {
            claim.flags().forEach(code -> assertTrue(Flag.of(code).isPresent(), code));
        }
    }

    @Test
    void everyFlagAndEveryKnownClaimIsDocumented() throws IOException {
        var page = Files.readString(Path.of(System.getProperty("reciprocity.root"), "docs", "reference", "claims.md"));

        for (var flag : Flag.values()) {
            assertTrue(page.contains("| `" + flag.code() + "` | " + flag.meaning() + " |"), flag.code());
        }
        for (var claim : Claims.KNOWN) {
            assertTrue(page.contains("| `" + claim.code() + "` | " + claim.title() + " |"), claim.code());
        }
    }

    @Test
    void nineHundredThousandHoursAreTenTimesMoreEveryMonth() {
        var readings = checked("three-hours-of-300000").readings();

        assertEquals(Optional.of(Rational.of(10_800_000)), readings.get(0).value());
        assertEquals(Optional.of(Rational.of(46_800_000)), readings.get(1).value());
    }

    @Test
    void claimsAboutTheSameThatDifferNameEachOther() {
        var conflict = checked("youth-court-reoffending").flags().getFirst();

        assertEquals(List.of("youth-court-reoffending-elsewhere"), conflict.with());
    }

    private static Claim registered(String stated, String formula, String more) {
        return registered(stated, formula, more, "seen-by-us");
    }

    private static Claim registered(String stated, String formula, String more, String flag) {
        return Claims.registered(Story.id(5), """
                {"claim":"%s","code":"hours","title":"Hours","stated":%s,"unit":"hours","formula":"%s",
                "inputs":[{"name":"a","value":2,"source":"x"},{"name":"b","value":3,"source":"x"}],"source":"x","flags":["%s"]%s}""".formatted(Story.id(5), stated, formula, flag, more));
    }

    @Test
    void aRegisteredClaimDoesNotSayHowItWasFoundOutUnlessItsFlagsDo() {
        var silent = registered("6", "a * b", "");
        var uncontrolled = registered("6", "a * b", "", "uncontrolled");

        assertEquals(Claim.Evidence.NOT_STATED, silent.evidence());
        assertEquals(List.of("evidence-not-stated", "seen-by-us"), flags(ClaimRules.check(silent, List.of())));
        assertEquals(Claim.Evidence.BEFORE_AND_AFTER, uncontrolled.evidence());
        assertEquals(List.of("uncontrolled"), flags(ClaimRules.check(uncontrolled, List.of())));
    }

    @Test
    void aClaimThatDoesNotComputeIsShownAsSuch() {
        var seven = ClaimRules.check(registered("7", "a * b", ""), List.of());
        var nothing = ClaimRules.check(registered("7", "a / (b - 3)", ""), List.of());

        assertEquals(Optional.of(Rational.of(6)), seven.value());
        assertEquals(Optional.of(false), seven.computes());
        assertEquals(List.of("does-not-compute", "evidence-not-stated", "seen-by-us"), flags(seven));
        assertEquals(Optional.empty(), nothing.value());
        assertEquals(Optional.of("The formula divides by zero."), nothing.reason());
        assertEquals(Optional.of(false), nothing.computes());
        assertEquals(List.of("does-not-compute", "evidence-not-stated", "seen-by-us"), flags(nothing));
    }

    @Test
    void aNumberIsHeldToTheDigitsThatWereStated() {
        assertFalse(ClaimRules.check(registered("0.67", "a / b", ""), List.of())
                .computes()
                .orElseThrow());
        assertTrue(ClaimRules.check(registered("0.67", "a / b", ",\"rounding\":2"), List.of())
                .computes()
                .orElseThrow());
        assertFalse(ClaimRules.check(registered("0.66", "a / b", ",\"rounding\":2"), List.of())
                .computes()
                .orElseThrow());
        assertTrue(ClaimRules.check(registered("10", "a * b", ",\"rounding\":-1"), List.of())
                .computes()
                .orElseThrow());
        assertTrue(ClaimRules.check(registered("2", "a / 1.0", ""), List.of())
                .computes()
                .orElseThrow());
    }

    @Test
    void aCommunitysClaimOfTheSameCodeThatSaysOtherwiseConflicts() {
        var ours = registered("6", "a * b", "");
        var theirs = registered("5", "a + b", "");

        assertEquals(
                List.of("conflicts-with", "evidence-not-stated", "seen-by-us"),
                flags(ClaimRules.check(ours, List.of(ours, theirs))));
        assertEquals(List.of("evidence-not-stated", "seen-by-us"), flags(ClaimRules.check(ours, List.of(ours, ours))));
    }
}
