package org.reciprocity.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reciprocity.local.issuer.TokenRequest;
import org.reciprocity.local.scenario.Ids;
import org.reciprocity.local.scenario.Scenario;
import org.reciprocity.local.system.LocalSystem;
import org.reciprocity.local.system.Service;

/** What a person is told once everything runs: addresses, tokens, and calls to try. */
final class Welcome {
    private static final Duration TOKENS_LAST = Duration.ofHours(12);

    private final LocalSystem system;

    Welcome(LocalSystem system) {
        this.system = system;
    }

    List<String> lines(List<Scenario> scenarios) {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add("Running. The API of each service is described and can be tried at /docs.");
        for (var service : Service.values()) {
            lines.add("  %-10s %s".formatted(service.shortName(), system.address(service)));
        }
        lines.add("  %-10s %s".formatted("issuer", system.issuer().address()));
        lines.add("");
        lines.add("Tokens for the next " + TOKENS_LAST.toHours() + " hours (more: ./dev token --help)");
        lines.add("  operator: " + token(Optional.empty(), "operator"));
        for (var role : List.of("broker", "steward")) {
            scenarios.stream()
                    .findFirst()
                    .ifPresent(scenario -> lines.add("  " + role + " of "
                            + scenario.community().lead() + ": "
                            + token(Optional.of(scenario.community().lead()), role)));
        }
        lines.add("");
        scenarios.stream().findFirst().ifPresent(scenario -> {
            lines.add("To try, in the project's folder:");
            new CallsToTry(system.ports()).lines(scenario).forEach(line -> lines.add("  " + line));
            lines.add("");
        });
        lines.add("Ctrl-C stops everything in order.");
        return lines;
    }

    private String token(Optional<String> agency, String role) {
        return system.issuer()
                .token(new TokenRequest("developer", agency.map(Ids::agency), List.of(role), TOKENS_LAST));
    }
}
