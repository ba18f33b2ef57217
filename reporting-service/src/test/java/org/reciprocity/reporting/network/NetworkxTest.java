package org.reciprocity.reporting.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every figure of random networks, reckoned by networkx too, where that is installed. */
class NetworkxTest {
    /** Set where networkx must be there, so that its absence is not passed over. */
    private static final boolean EXPECTED =
            Boolean.parseBoolean(System.getenv().getOrDefault("RECIPROCITY_EXPECT_NETWORKX", "false"));

    private static final int NETWORKS = 300;
    private static final double ROUNDED = 0.000_000_51;

    @TempDir
    Path folder;

    private static boolean isInstalled() throws IOException, InterruptedException {
        try {
            var process = new ProcessBuilder("python3", "-c", "import networkx")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            if (EXPECTED) {
                throw e;
            }
            return false;
        }
    }

    @Test
    void agreesWithNetworkxOnRandomNetworks() throws Exception {
        boolean installed = isInstalled();
        assertTrue(installed || !EXPECTED, "networkx is expected here and is not installed");
        assumeTrue(installed, "networkx is not installed");
        long seed = System.nanoTime();
        var random = new Random(seed);
        var networks = new ArrayList<Network>();
        var lines = new ArrayList<String>();
        while (networks.size() < NETWORKS) {
            int people = 2 + random.nextInt(networks.size() % 10 == 0 ? 300 : 40);
            int wanted = 1 + random.nextInt(people * (1 + random.nextInt(6)));
            var ties = new Ties.Collector();
            var minutes = new int[people][people];
            for (int i = 0; i < wanted; i++) {
                int giver = random.nextInt(people);
                // Some are asked far more often than others.
                int receiver = random.nextInt(1 + random.nextInt(people));
                int given = 15 * (1 + random.nextInt(8));
                ties.add(giver, receiver, given);
                minutes[giver][receiver] += giver == receiver ? 0 : given;
            }
            var edges = edges(minutes);
            if (!edges.isEmpty()) {
                networks.add(new Network(ties.collect()));
                lines.add(edges.toString());
            }
        }

        var answers = networkx(lines);

        assertEquals(NETWORKS, answers.size());
        for (int i = 0; i < NETWORKS; i++) {
            agree(networks.get(i), answers.get(i), "seed " + seed + ", network " + i);
        }
    }

    private static List<String> edges(int[][] minutes) {
        var edges = new ArrayList<String>();
        for (int giver = 0; giver < minutes.length; giver++) {
            for (int receiver = 0; receiver < minutes.length; receiver++) {
                if (minutes[giver][receiver] > 0) {
                    edges.add("[%d,%d,%d]".formatted(giver, receiver, minutes[giver][receiver]));
                }
            }
        }
        return edges;
    }

    private List<JsonNode> networkx(List<String> lines) throws IOException, InterruptedException {
        var script = folder.resolve("networkx_figures.py");
        try (var source = NetworkxTest.class.getResourceAsStream("/networkx_figures.py")) {
            Files.copy(source, script);
        }
        var input = Files.write(folder.resolve("networks"), lines, UTF_8);
        var output = folder.resolve("figures");
        var process = new ProcessBuilder("python3", script.toString())
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertTrue(process.waitFor(300, TimeUnit.SECONDS), "networkx does not end");
        assertEquals(0, process.exitValue());
        var mapper = new ObjectMapper();
        var answers = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(output, UTF_8)) {
            answers.add(mapper.readTree(line));
        }
        return answers;
    }

    private static void agree(Network network, JsonNode other, String where) {
        assertEquals(other.path("participants").asLong(), network.participants(), where);
        assertEquals(other.path("ties").asLong(), network.ties(), where);
        assertEquals(other.path("mutual").asLong(), network.mutualPairs(), where);
        assertEquals(other.path("asymmetric").asLong(), network.asymmetricPairs(), where);
        assertEquals(other.path("null").asLong(), network.nullPairs(), where);
        assertEquals(other.path("strong").asLong(), network.strongComponents(), where);
        assertEquals(other.path("largestStrong").asLong(), network.largestStrongComponent(), where);
        assertEquals(other.path("weak").asLong(), network.weakComponents(), where);
        assertEquals(other.path("largestWeak").asLong(), network.largestWeakComponent(), where);
        agree(other.path("reciprocity"), network.reciprocity(), where);
        agree(other.path("rho"), network.rho(), where);
        agree(other.path("weighted"), network.weightedReciprocity(), where);
        agree(other.path("generalised"), network.generalisedReciprocity(), where);
        agree(other.path("meanPartners"), network.meanPartners(), where);
        agree(other.path("egoDensity"), network.egoDensity(), where);
    }

    private static void agree(JsonNode other, Optional<BigDecimal> value, String where) {
        assertEquals(other.isNull(), value.isEmpty(), where);
        if (value.isPresent()) {
            assertEquals(other.asDouble(), value.get().doubleValue(), ROUNDED, where);
        }
    }
}
