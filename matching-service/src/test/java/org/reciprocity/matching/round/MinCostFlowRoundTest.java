package org.reciprocity.matching.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jgrapht.Graph;
import org.jgrapht.alg.flow.PushRelabelMFImpl;
import org.jgrapht.alg.flow.mincost.CapacityScalingMinimumCostFlow;
import org.jgrapht.alg.flow.mincost.MinimumCostFlowProblem.MinimumCostFlowProblemImpl;
import org.jgrapht.alg.matching.KuhnMunkresMinimalWeightBipartitePerfectMatching;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleDirectedWeightedGraph;
import org.jgrapht.graph.SimpleWeightedGraph;
import org.junit.jupiter.api.Test;
import org.reciprocity.matching.round.RoundModel.Assignment;
import org.reciprocity.matching.round.RoundModel.Candidate;
import org.reciprocity.matching.round.RoundModel.Field;

class MinCostFlowRoundTest {
    private static final RoundModel ROUND = new MinCostFlowRound();

    @Test
    void proposesNothingWhereNobodyFits() {
        assertEquals(List.of(), ROUND.assign(new Field(List.of(), List.of(), List.of())));
    }

    @Test
    void servesTheMostMinutesBeforeTheHighestScore() {
        // The better pair alone would leave the second request and the second offer without anybody.
        var field = Fields.of(new long[] {60, 60}, new long[] {60, 60}, new int[][] {{100, 1}, {1, -1}});
        assertEquals(Map.of("0-1", 60L, "1-0", 60L), minutes(ROUND.assign(field)));
    }

    @Test
    void sharesAnOfferOutAndFillsARequestFromSeveral() {
        var field = Fields.of(new long[] {90, 30}, new long[] {60, 60}, new int[][] {{5, 5}, {-1, 7}});
        assertEquals(Map.of("0-0", 60L, "0-1", 30L, "1-1", 30L), minutes(ROUND.assign(field)));
    }

    @Test
    void prefersTheLowerIdAmongEquals() {
        var offers = Fields.of(new long[] {60, 60}, new long[] {60}, new int[][] {{5}, {5}});
        assertEquals(Map.of("0-0", 60L), minutes(ROUND.assign(offers)));
        var requests = Fields.of(new long[] {60}, new long[] {60, 60}, new int[][] {{5, 5}});
        assertEquals(Map.of("0-0", 60L), minutes(ROUND.assign(requests)));
    }

    @Test
    void findsTheMaximalMatrixSumOfProjectEuler345() {
        var matrix = new int[][] {
            {7, 53, 183, 439, 863},
            {497, 383, 563, 79, 973},
            {287, 63, 343, 169, 583},
            {627, 343, 773, 959, 943},
            {767, 473, 103, 699, 303}
        };
        var ones = new long[] {1, 1, 1, 1, 1};
        assertEquals(3315, score(ROUND.assign(Fields.of(ones, ones, matrix))));
    }

    @Test
    void countsInMinutesOfAWholeYearAndManyOffers() {
        int size = 60;
        var random = new Random(345);
        var capacities = random.longs(size, 1, 525_600).toArray();
        var demands = random.longs(size, 1, 525_600).toArray();
        var scores = new int[size][];
        for (int i = 0; i < size; i++) {
            scores[i] = random.ints(size, 0, 200).toArray();
        }
        var field = Fields.of(capacities, demands, scores);
        var assignments = ROUND.assign(field);
        assertEquals(optimum(field), new Optimum(served(assignments), score(assignments)));
    }

    @Property(tries = 1_000)
    void findsWhatTryingEverythingFinds(@ForAll("tiny") Field field) {
        var assignments = ROUND.assign(field);
        assertFeasible(field, assignments);
        assertEquals(BruteForce.best(field), new Optimum(served(assignments), score(assignments)));
    }

    @Property(tries = 1_500)
    void findsTheOptimumThatAnotherAlgorithmFinds(@ForAll("small") Field field) {
        var assignments = ROUND.assign(field);
        assertFeasible(field, assignments);
        assertEquals(optimum(field), new Optimum(served(assignments), score(assignments)));
    }

    @Property(tries = 300)
    void findsTheAssignmentThatKuhnAndMunkresFind(@ForAll("squares") int[] flat) {
        int size = (int) Math.sqrt(flat.length);
        var ones = new long[size];
        Arrays.fill(ones, 1);
        var scores = new int[size][size];
        for (int i = 0; i < flat.length; i++) {
            scores[i / size][i % size] = flat[i];
        }
        assertEquals(kuhnMunkres(scores), score(ROUND.assign(Fields.of(ones, ones, scores))));
    }

    @Property(tries = 500)
    void proposesTheSameWhateverTheOrderOfItsInput(@ForAll("equals") Field field, @ForAll long seed) {
        var random = new Random(seed);
        var shuffled = new Field(
                Fields.shuffled(field.gives(), random),
                Fields.shuffled(field.needs(), random),
                Fields.shuffled(field.candidates(), random));
        assertEquals(ROUND.assign(field), ROUND.assign(shuffled));
    }

    @Provide
    Arbitrary<Field> tiny() {
        return Fields.random(3, 3, 4, false);
    }

    @Provide
    Arbitrary<Field> small() {
        return Fields.random(9, 480, 120, false);
    }

    @Provide
    Arbitrary<Field> equals() {
        return Fields.random(7, 4, 2, false);
    }

    @Provide
    Arbitrary<int[]> squares() {
        return Arbitraries.integers().between(1, 12).flatMap(size -> Arbitraries.integers()
                .between(0, 1000)
                .array(int[].class)
                .ofSize(size * size));
    }

    private static void assertFeasible(Field field, List<Assignment> assignments) {
        var given = new HashMap<UUID, Long>();
        var received = new HashMap<UUID, Long>();
        var pairs = new HashSet<Candidate>();
        for (var assignment : assignments) {
            var candidate = assignment.candidate();
            assertTrue(assignment.minutes() > 0, "an assignment has minutes");
            assertTrue(field.candidates().contains(candidate), "an assignment is a candidate");
            assertTrue(pairs.add(candidate), "a pair is assigned once");
            given.merge(candidate.give().offer(), assignment.minutes(), Long::sum);
            received.merge(candidate.need().request(), assignment.minutes(), Long::sum);
        }
        field.gives().forEach(g -> assertTrue(given.getOrDefault(g.offer(), 0L) <= g.minutes(), "capacity holds"));
        field.needs().forEach(n -> assertTrue(received.getOrDefault(n.request(), 0L) <= n.minutes(), "need holds"));
    }

    private static Map<String, Long> minutes(List<Assignment> assignments) {
        var minutes = new HashMap<String, Long>();
        for (var assignment : assignments) {
            var candidate = assignment.candidate();
            minutes.put(
                    Fields.place(candidate.give().offer()) + "-"
                            + Fields.place(candidate.need().request()),
                    assignment.minutes());
        }
        return minutes;
    }

    private static long served(List<Assignment> assignments) {
        return assignments.stream().mapToLong(Assignment::minutes).sum();
    }

    private static long score(List<Assignment> assignments) {
        return assignments.stream().mapToLong(Assignment::score).sum();
    }

    /** By JGraphT: first the maximum flow, then a flow of that value and of minimum cost by capacity scaling. */
    private static Optimum optimum(Field field) {
        if (field.candidates().isEmpty()) {
            return new Optimum(0, 0);
        }
        int best = field.candidates().stream()
                .mapToInt(c -> c.score().total())
                .max()
                .orElseThrow();
        Graph<String, DefaultWeightedEdge> graph = new SimpleDirectedWeightedGraph<>(DefaultWeightedEdge.class);
        var capacities = new HashMap<DefaultWeightedEdge, Integer>();
        graph.addVertex("source");
        graph.addVertex("sink");
        field.gives().forEach(give -> {
            graph.addVertex("g" + give.offer());
            capacities.put(graph.addEdge("source", "g" + give.offer()), Math.toIntExact(give.minutes()));
        });
        field.needs().forEach(need -> {
            graph.addVertex("n" + need.request());
            capacities.put(graph.addEdge("n" + need.request(), "sink"), Math.toIntExact(need.minutes()));
        });
        var scores = new HashMap<DefaultWeightedEdge, Integer>();
        for (var candidate : field.candidates()) {
            var edge = graph.addEdge(
                    "g" + candidate.give().offer(), "n" + candidate.need().request());
            capacities.put(
                    edge,
                    Math.toIntExact(Math.min(
                            candidate.give().minutes(), candidate.need().minutes())));
            scores.put(edge, candidate.score().total());
        }
        capacities.forEach((edge, capacity) -> graph.setEdgeWeight(edge, capacity));
        int minutes = (int) Math.round(new PushRelabelMFImpl<>(graph).calculateMaximumFlow("source", "sink"));
        graph.edgeSet()
                .forEach(edge -> graph.setEdgeWeight(edge, scores.containsKey(edge) ? best - scores.get(edge) : 0));
        var flow = new CapacityScalingMinimumCostFlow<String, DefaultWeightedEdge>()
                .getMinimumCostFlow(new MinimumCostFlowProblemImpl<>(
                        graph,
                        vertex -> vertex.equals("source") ? minutes : vertex.equals("sink") ? -minutes : 0,
                        capacities::get));
        return new Optimum(minutes, (long) minutes * best - Math.round(flow.getCost()));
    }

    private static long kuhnMunkres(int[][] scores) {
        Graph<Integer, DefaultWeightedEdge> graph = new SimpleWeightedGraph<>(DefaultWeightedEdge.class);
        var rows = new HashSet<Integer>();
        var columns = new HashSet<Integer>();
        for (int i = 0; i < scores.length; i++) {
            graph.addVertex(i);
            rows.add(i);
            graph.addVertex(1000 + i);
            columns.add(1000 + i);
        }
        for (int row = 0; row < scores.length; row++) {
            for (int column = 0; column < scores.length; column++) {
                graph.setEdgeWeight(graph.addEdge(row, 1000 + column), 1000 - scores[row][column]);
            }
        }
        double cost = new KuhnMunkresMinimalWeightBipartitePerfectMatching<>(graph, rows, columns)
                .getMatching()
                .getWeight();
        return 1000L * scores.length - Math.round(cost);
    }

    /**
     * What is best.
     *
     * @param minutes the most that can be served
     * @param score the highest score of those
     */
    record Optimum(long minutes, long score) {}
}
