package org.reciprocity.reporting.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tells of few people is not told, whatever it is called and however it comes about. */
class ClaimProtectionTest {

    /** Inputs are written as {@code 40 people}, with a bar between; {@code 40} has no unit. */
    private static Claim claim(String inputs, String formula, String stated, String unit) {
        var letters = new char[] {'a'};
        var json = Arrays.stream(inputs.split("[|]", -1))
                .map(input -> input.strip().split(" ", 2))
                .map(words -> "{\"name\":\"%s\",\"value\":%s,%s\"source\":\"Invented\"}"
                        .formatted(letters[0]++, words[0], words.length > 1 ? "\"unit\":\"" + words[1] + "\"," : ""))
                .collect(Collectors.joining(","));
        return Claims.registered(UUID.randomUUID(), """
                {"code":"x","title":"X","stated":%s,"unit":"%s","formula":"%s","inputs":[%s],"source":"Invented","flags":[]}
                """.formatted(stated, unit, formula, json));
    }

    @ParameterizedTest
    @CsvSource({
        "100 people | 2 hours, a * b, 200, hours, true",
        "8 people | 2 hours, a * b, 16, hours, true",
        "0 people | 2 hours, a * b, 0, hours, true",
        "7 people | 2 hours, a * b, 14, hours, false",
        "1 people | 2 hours, a * b, 2, hours, false",
        "3.0 people | 2 hours, a * b, 6, hours, false",
        "-3 people | 2 hours, a * b, -6, hours, false",
        "100 people | 3.5, a * b, 350, visits, true",
        "3 patients | 2 hours, a * b, 6, hours, false",
        "100 people | 3, a * b, 300, visits, false",
        "40 people | 37 people, a / b, 1.08, ratio, false",
        "40 people | 37 women, a / b, 1.08, ratio, false",
        "40 people | 32 people, a / b, 1.25, ratio, true",
        "40 people | 40 people, a / b, 1, ratio, true",
        "40 people, a - 37, 3, people, false",
        "40 people, a - 37, 30, people, false",
        "40 people, a, 3, people, false",
        "100 people | 0.05 share, a * b * 12, 60, hours, false",
        "100 people | 0.95 share, a * b * 12, 1140, hours, false",
        "100 people | 0.5 share, a * b * 12, 600, hours, true",
        "100 people | 4 hours | 5 GBP | 2 GBP-a-week | 3 weeks | 6 visits-a-year, a * b, 400, hours, true",
        "5 GBP | 2 hours, a * b, 10, GBP, true",
        "3 gbp | 2 hours, a * b, 6, GBP, false",
    })
    void tellsNoNumberOfFewPeople(String inputs, String formula, String stated, String unit, boolean told) {
        assertEquals(told, ClaimProtection.mayBeTold(claim(inputs, formula, stated, unit)));
    }
}
