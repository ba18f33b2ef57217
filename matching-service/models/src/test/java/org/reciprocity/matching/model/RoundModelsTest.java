package org.reciprocity.matching.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.ortools.init.OrToolsVersion;
import org.junit.jupiter.api.Test;

class RoundModelsTest {

    @Test
    void areFoundByTheirNames() {
        for (var model : RoundModels.ALL) {
            assertEquals(model, RoundModels.of(model.code()).orElseThrow());
        }
        assertTrue(RoundModels.of("guess").isEmpty());
        assertEquals("round, balanced-round, circles", RoundModels.codes());
    }

    @Test
    void nameTheVersionOfTheirSolver() {
        OrTools.load();
        for (var model : RoundModels.ALL) {
            assertTrue(model.solver().endsWith("/" + OrToolsVersion.getVersionString()), model.solver());
        }
    }
}
