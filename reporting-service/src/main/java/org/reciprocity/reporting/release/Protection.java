package org.reciprocity.reporting.release;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.math.BigDecimal;
import java.util.Optional;
import org.reciprocity.reporting.disclosure.ProtectionLevel;

/** The level of protection that the operator has set. The service does not start without one, except to develop and to test. */
@ApplicationScoped
class Protection {
    private static final BigDecimal FOR_TESTS = BigDecimal.TEN;
    private static final int FIRST = 1;

    private final ProtectionLevel level;

    Protection(ReleaseSettings settings) {
        level = level(settings.percent(), LaunchMode.current());
    }

    /** Makes it at start, so that a service without one does not start. */
    void check(@Observes @Priority(FIRST) StartupEvent event) {
        level();
    }

    ProtectionLevel level() {
        return level;
    }

    static ProtectionLevel level(Optional<BigDecimal> percent, LaunchMode mode) {
        if (percent.isEmpty() && mode == LaunchMode.NORMAL) {
            throw new IllegalStateException(
                    "RECIPROCITY_REPORTING_DISCLOSURE_PERCENT is not set. It is the p of the p% rule, by which"
                            + " figures are protected: choose it, keep it secret, and do not change it.");
        }
        try {
            return ProtectionLevel.ofPercent(percent.orElse(FOR_TESTS));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "RECIPROCITY_REPORTING_DISCLOSURE_PERCENT has to be " + e.getMessage() + ".", e);
        }
    }
}
