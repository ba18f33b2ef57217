package org.reciprocity.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.reciprocity.local.issuer.TokenRequest;
import org.reciprocity.local.scenario.Ids;
import org.reciprocity.local.system.Port;
import org.reciprocity.local.system.Ports;
import org.reciprocity.local.system.StartException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks the issuer of a running system for a token and prints it. */
@Command(name = "token", description = "Prints a bearer token for a running system.", mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {
    @Mixin
    private PortOptions ports;

    @Option(
            names = "--agency",
            paramLabel = "CODE|UUID",
            description =
                    "the agency it is for: its id, or the code of one of the demonstration's; none: for no agency")
    private String agency;

    @Option(
            names = "--participant",
            paramLabel = "UUID",
            description = "the participant whose own token it is; none: nobody's in particular")
    private UUID participant;

    @Option(
            names = "--roles",
            paramLabel = "ROLE",
            split = ",",
            defaultValue = "agency",
            description = "agency, broker, steward, analyst, operator; several with commas (${DEFAULT-VALUE})")
    private List<String> roles;

    @Option(names = "--sub", paramLabel = "NAME", defaultValue = "developer", description = "the client's name")
    private String subject;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "3600",
            description = "how long it is good for (${DEFAULT-VALUE})")
    private long seconds;

    @Override
    public Integer call() throws InterruptedException {
        int port = Ports.chosen(ports.chosen()).of(Port.ISSUER);
        var wanted = new TokenRequest(
                subject,
                Optional.ofNullable(agency).map(TokenCommand::id),
                Optional.ofNullable(participant),
                roles,
                Duration.ofSeconds(seconds));
        System.out.println(ask(port, wanted));
        return 0;
    }

    private static UUID id(String codeOrId) {
        return codeOrId.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
                ? UUID.fromString(codeOrId)
                : Ids.agency(codeOrId);
    }

    private static String ask(int port, TokenRequest wanted) throws InterruptedException {
        var form = wanted.form().entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/token"))
                            .timeout(Duration.ofSeconds(10))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(form))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            var json = new ObjectMapper().readTree(answer.body());
            if (answer.statusCode() != 200) {
                throw new StartException(
                        "No token: " + json.path("error_description").asText(answer.body()));
            }
            return json.path("access_token").asText();
        } catch (ConnectException e) {
            throw new StartException(
                    "No issuer answers on port " + port
                            + ". Start the system with ./dev run, or name its issuer's port: " + Port.ISSUER.option()
                            + " N.",
                    e);
        } catch (IOException e) {
            throw new StartException("The issuer on port " + port + " did not answer: " + e, e);
        }
    }
}
