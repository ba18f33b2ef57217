package org.reciprocity.reporting.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.LaunchMode;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProtectionTest {

    @Test
    void theServiceDoesNotStartWithoutALevelOfProtection() {
        var refused =
                assertThrows(IllegalStateException.class, () -> Protection.level(Optional.empty(), LaunchMode.NORMAL));

        assertTrue(refused.getMessage().startsWith("RECIPROCITY_REPORTING_DISCLOSURE_PERCENT is not set."));
    }

    @Test
    void toDevelopAndToTestItNeedsNone() {
        assertEquals(
                "secret", Protection.level(Optional.empty(), LaunchMode.TEST).toString());
        assertEquals(
                "secret",
                Protection.level(Optional.empty(), LaunchMode.DEVELOPMENT).toString());
    }

    @Test
    void aLevelThatIsNoneIsNeverWrittenOut() {
        var refused = assertThrows(
                IllegalStateException.class,
                () -> Protection.level(Optional.of(new BigDecimal("123.45")), LaunchMode.NORMAL));

        assertTrue(refused.getMessage().startsWith("RECIPROCITY_REPORTING_DISCLOSURE_PERCENT has to be more than 0"));
        assertTrue(!refused.getMessage().contains("123.45"));
    }
}
