package org.reciprocity.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every programme that the field is known by runs from its file to its figures, and has a page that tells how. */
class ProgrammesIT {
    private static final List<String> ASKED =
            List.of("## Who gives what to whom", "## What is recorded, by whom", "## Figures", "## What to beware of");

    @RegisterExtension
    static final PlayedSystem PLAYED = new PlayedSystem();

    @Test
    void booksAgreeAndTheRebuiltFiguresAreTheSame() {
        assertEquals(List.of(), PLAYED.proof().differences());
        assertEquals(PLAYED.proof().digest(), PLAYED.proof().rebuildDigest());
        assertTrue(PLAYED.proof().invariantsHold());
        assertEquals(List.of(), PLAYED.obituaries());
    }

    @Test
    void everyScenarioIsPlayed() throws IOException {
        try (var files = Files.list(PlayedSystem.ROOT.resolve("deploy/local/scenarios"))) {
            var names = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".yaml"))
                    .map(file -> file.substring(0, file.length() - ".yaml".length()))
                    .filter(name -> !name.equals("small"))
                    .collect(Collectors.toSet());
            assertEquals(names, Set.copyOf(PlayedSystem.SCENARIOS));
        }
    }

    @TestFactory
    Stream<DynamicTest> itsFiguresAreThoseThatTheFieldKnows() {
        return PlayedSystem.PROGRAMMES.stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    assertTrue(!PlayedSystem.scenario(name).expect().isEmpty(), "nothing is expected");
                    assertEquals(List.of(), PLAYED.notAsExpected(name));
                }));
    }

    @TestFactory
    Stream<DynamicTest> itsPageTellsWhoGivesWhatToWhomAndWhatToBewareOf() {
        return PlayedSystem.PROGRAMMES.stream().map(name -> DynamicTest.dynamicTest(name, () -> page(name)));
    }

    private static void page(String name) throws IOException {
        var page = Files.readString(PlayedSystem.ROOT.resolve("docs/programmes/" + name + ".md"));

        for (var heading : ASKED) {
            assertTrue(page.contains(heading + "\n"), () -> "The page of " + name + " lacks " + heading);
        }
        assertTrue(page.contains("./dev run --scenario " + name + "\n"), () -> "How to run " + name + " is not told");
        for (var expected : PlayedSystem.scenario(name).expect()) {
            var what = Stream.of(expected.figure(), expected.appraisal(), expected.contract(), expected.claim())
                    .filter(one -> one != null)
                    .findFirst()
                    .orElseThrow();
            assertTrue(page.contains("`" + what + "`"), () -> "The page of " + name + " does not tell of " + what);
        }
    }
}
