package org.reciprocity.matching.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.jgrapht.Graph;
import org.jgrapht.alg.flow.PushRelabelMFImpl;
import org.jgrapht.alg.flow.mincost.CapacityScalingMinimumCostFlow;
import org.jgrapht.alg.flow.mincost.MinimumCostFlowProblem.MinimumCostFlowProblemImpl;
import org.jgrapht.alg.matching.KuhnMunkresMinimalWeightBipartitePerfectMatching;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleDirectedWeightedGraph;
import org.jgrapht.graph.SimpleWeightedGraph;
import org.reciprocity.matching.model.RoundModel.Field;

/** The same optima by JGraphT, whose algorithms and hands are others. */
final class OtherSolver {

    private OtherSolver() {}

    /** First the maximum flow, then a flow of that value and of minimum cost by capacity scaling. */
    static Optimum round(Field field) {
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
        field.supplies().forEach(supply -> {
            graph.addVertex("s" + supply.offer());
            capacities.put(graph.addEdge("source", "s" + supply.offer()), Math.toIntExact(supply.minutes()));
        });
        field.demands().forEach(demand -> {
            graph.addVertex("d" + demand.request());
            capacities.put(graph.addEdge("d" + demand.request(), "sink"), Math.toIntExact(demand.minutes()));
        });
        var scores = pairs(field, graph, capacities);
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

    /** A circulation through the participants, in which a minute outweighs all points that there can be. */
    static Optimum balanced(Field field) {
        Graph<String, DefaultWeightedEdge> graph = new SimpleDirectedWeightedGraph<>(DefaultWeightedEdge.class);
        var capacities = new HashMap<DefaultWeightedEdge, Integer>();
        field.supplies().forEach(supply -> {
            graph.addVertex("p" + supply.giver());
            graph.addVertex("s" + supply.offer());
            capacities.put(
                    graph.addEdge("p" + supply.giver(), "s" + supply.offer()), Math.toIntExact(supply.minutes()));
        });
        field.demands().forEach(demand -> {
            graph.addVertex("p" + demand.receiver());
            graph.addVertex("d" + demand.request());
            capacities.put(
                    graph.addEdge("d" + demand.request(), "p" + demand.receiver()), Math.toIntExact(demand.minutes()));
        });
        var scores = pairs(field, graph, capacities);
        double minute = 1
                + field.supplies().stream().mapToLong(s -> s.minutes()).sum()
                        * (double)
                                scores.values().stream().mapToInt(s -> s).max().orElse(0);
        graph.edgeSet()
                .forEach(edge -> graph.setEdgeWeight(edge, scores.containsKey(edge) ? -minute - scores.get(edge) : 0));
        var flow = new CapacityScalingMinimumCostFlow<String, DefaultWeightedEdge>()
                .getMinimumCostFlow(new MinimumCostFlowProblemImpl<>(graph, vertex -> 0, capacities::get));
        long minutes = 0;
        long score = 0;
        for (var pair : scores.entrySet()) {
            long on = Math.round(flow.getFlow(pair.getKey()));
            minutes += on;
            score += on * pair.getValue();
        }
        return new Optimum(minutes, score);
    }

    private static Map<DefaultWeightedEdge, Integer> pairs(
            Field field, Graph<String, DefaultWeightedEdge> graph, Map<DefaultWeightedEdge, Integer> capacities) {
        var scores = new HashMap<DefaultWeightedEdge, Integer>();
        for (var candidate : field.candidates()) {
            var edge = graph.addEdge(
                    "s" + candidate.supply().offer(), "d" + candidate.demand().request());
            capacities.put(edge, Math.toIntExact(candidate.minutes()));
            scores.put(edge, candidate.score().total());
        }
        return scores;
    }

    /** The best of all one-to-one assignments, by the algorithm of Kuhn and Munkres. */
    static long kuhnMunkres(int[][] scores) {
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
}
