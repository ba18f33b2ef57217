package org.reciprocity.ledger.proof;

import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Whether the book is right. It is a group of its own: that it is wrong is for people to look into, and no cure is to take the
 * service away.
 */
@HealthGroup("book")
@ApplicationScoped
class BookHealth implements HealthCheck {
    private static final int TOLD = 20;

    private final SelfCheckLoop loop;

    BookHealth(SelfCheckLoop loop) {
        this.loop = loop;
    }

    @Override
    public HealthCheckResponse call() {
        var standing = loop.standing();
        var findings = standing.map(SelfCheck.Standing::findings).orElse(List.of());
        var response = HealthCheckResponse.named("book")
                .status(findings.isEmpty() && !loop.late())
                .withData("late", loop.late())
                .withData("findings", findings.size());
        standing.flatMap(SelfCheck.Standing::endedAt).ifPresent(at -> response.withData("checkedAt", at.toString()));
        for (int i = 0; i < Math.min(TOLD, findings.size()); i++) {
            var finding = findings.get(i);
            response.withData(
                    "finding " + (i + 1),
                    finding.kind().wire()
                            + (finding.ofAccount() ? " account=" + finding.account() : "")
                            + " community=" + finding.community()
                            + (finding.exchange() == null ? "" : " exchange=" + finding.exchange())
                            + (finding.sequence() > 0 ? " sequence=" + finding.sequence() : ""));
        }
        return response.build();
    }
}
