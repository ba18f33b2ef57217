package org.reciprocity.matching.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProblemTypesTest {
    private static final Path PAGE =
            Path.of(System.getProperty("reciprocity.root", "..")).resolve("docs/reference/matching-problems.md");
    private static final Pattern SECTION =
            Pattern.compile("(?m)^## `([a-z-]+)` \\(([0-9]{3})\\)\\n\\n((?:(?!^## ).*\\n?)*)");

    @Test
    void everyProblemTypeIsDocumentedWithCauseAndCure() throws IOException {
        var documented = new TreeMap<String, String>();
        var matcher = SECTION.matcher(Files.readString(PAGE));
        while (matcher.find()) {
            documented.put(matcher.group(1) + " " + matcher.group(2), matcher.group(3));
        }
        assertEquals(
                Arrays.stream(ProblemType.values())
                        .map(type -> type.code() + " " + type.status())
                        .collect(Collectors.toCollection(TreeSet::new)),
                documented.keySet());
        documented.forEach((type, text) -> {
            assertTrue(text.contains("**Cause.** "), type + " has no cause");
            assertTrue(text.contains("**Cure.** "), type + " has no cure");
        });
    }

    @Test
    void codesAreUnique() {
        assertEquals(
                ProblemType.values().length,
                Arrays.stream(ProblemType.values())
                        .map(ProblemType::code)
                        .distinct()
                        .count());
    }
}
