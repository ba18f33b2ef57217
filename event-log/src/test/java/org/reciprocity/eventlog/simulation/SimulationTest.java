package org.reciprocity.eventlog.simulation;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code -Dseed=} runs one seed, {@code -Dseeds=} that many. */
class SimulationTest {

    @Test
    void everyCommittedEventArrivesOnceAndInOrder() {
        var seed = Long.getLong("seed");
        if (seed != null) {
            Simulation.run(seed, Mutation.NONE);
            return;
        }
        for (long next = 1; next <= Long.getLong("seeds", 3_000); next++) {
            Simulation.run(next, Mutation.NONE);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void noticesWhatIsWrongOnPurpose(Mutation mutation) {
        var noticed = assertThrows(AssertionError.class, () -> {
            for (long next = 1; next <= 10_000; next++) {
                Simulation.run(next, mutation);
            }
        });
        System.out.println(mutation + " is noticed: " + noticed.getMessage());
    }
}
