package org.reciprocity.reporting.cube;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What of slices becomes an edition. */
class CubeTest {
    private static final Structure STRUCTURE =
            new Structure(Map.of("offers|", Across.SUM), Map.of(), List.of(), List.of(), Set.of());

    private static Slice slice(String period, long offers) {
        return new Slice("", period, new TreeMap<>(Map.of("offers|", offers)), new TreeMap<>());
    }

    @Test
    void aNumberBelowZeroIsLeftOutAndNoOther() {
        var edition = Cube.edition(List.of(slice("2026-04", 9), slice("2026-05", -1), slice("2026-Q2", 8)), STRUCTURE);

        assertEquals(
                Set.of("offers|||2026-04", "offers|||2026-Q2"), edition.facts().keySet());
        assertEquals(List.of(), edition.rules());
    }
}
