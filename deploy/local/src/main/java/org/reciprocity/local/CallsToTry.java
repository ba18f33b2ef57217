package org.reciprocity.local;

import java.util.List;
import org.reciprocity.local.scenario.Ids;
import org.reciprocity.local.scenario.Scenario;
import org.reciprocity.local.system.Port;
import org.reciprocity.local.system.Ports;

/** Three calls for a start: how an hour given becomes a figure. */
final class CallsToTry {
    private final Ports ports;

    CallsToTry(Ports ports) {
        this.ports = ports;
    }

    /** Commands for a shell in the project's folder; they may be repeated. */
    List<String> lines(Scenario scenario) {
        var example = scenario.example();
        if (example == null) {
            return List.of();
        }
        var community = Ids.community(scenario.community().code());
        var giver = example.giver().id(scenario.name());
        var receiver = example.receiver().id(scenario.name());
        var exchange = ("{\"communityId\": \"%s\", \"kind\": \"service\", \"occurredAt\": \"%s\", \"skill\": \"%s\","
                        + " \"legs\": [{\"providerId\": \"%s\", \"receiverId\": \"%s\", \"minutes\": %d}],"
                        + " \"confirmations\": [{\"participantId\": \"%s\", \"how\": \"party\"},"
                        + " {\"participantId\": \"%s\", \"how\": \"party\"}]}")
                .formatted(
                        community,
                        example.occurredAt(),
                        example.skill(),
                        giver,
                        receiver,
                        example.minutes(),
                        giver,
                        receiver);
        return List.of(
                "curl -s -H \"Authorization: Bearer %s\" -H 'Content-Type: application/json' -d '%s' http://localhost:%d/exchanges"
                        .formatted(token(scenario, "broker"), exchange, ports.of(Port.LEDGER)),
                "curl -s -H \"Authorization: Bearer %s\" 'http://localhost:%d/accounts?communityId=%s&ownerId=%s'"
                        .formatted(token(scenario, "broker"), ports.of(Port.LEDGER), community, giver),
                "curl -s -H \"Authorization: Bearer %s\" 'http://localhost:%d/figures/%s?communityId=%s&period=all'"
                        .formatted(
                                token(scenario, "steward"),
                                ports.of(Port.REPORTING),
                                example.figure(),
                                scenario.community().code()));
    }

    private static String token(Scenario scenario, String role) {
        return "$(./dev token --agency " + scenario.community().lead() + " --roles " + role + ")";
    }
}
