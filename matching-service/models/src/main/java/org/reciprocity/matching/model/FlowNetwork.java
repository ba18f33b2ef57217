package org.reciprocity.matching.model;

import com.google.ortools.graph.MinCostFlow;
import com.google.ortools.graph.MinCostFlowBase.Status;

/**
 * A network in whole numbers, and its flow of least cost by the cost-scaling push-relabel of OR-Tools (Goldberg, "An
 * efficient implementation of a scaling minimum-cost flow algorithm", 1997). Its memory is native, so it has to be closed.
 */
final class FlowNetwork implements AutoCloseable {
    /** As it is kept with a round. */
    static final String SOLVER = "ortools-min-cost-flow/" + OrTools.VERSION;

    private final MinCostFlow flow;

    FlowNetwork(int nodes, int arcs) {
        OrTools.load();
        this.flow = new MinCostFlow(nodes, arcs);
    }

    /** Adds an arc and answers with its number. */
    int arc(int from, int to, long capacity, long cost) {
        return flow.addArcWithCapacityAndUnitCost(from, to, capacity, cost);
    }

    /** What a node has, or, below zero, takes. */
    void supply(int node, long amount) {
        flow.setNodeSupply(node, amount);
    }

    /** The most that flows from who has to who takes, at the least cost. */
    void solveMost() {
        check(flow.solveMaxFlowWithMinCost());
    }

    /** The circulation of least cost, or the flow of exactly what the nodes have. */
    void solve() {
        check(flow.solve());
    }

    private static void check(Status status) {
        if (status != Status.OPTIMAL) {
            throw new IllegalStateException("The network was not solved: " + status);
        }
    }

    long on(int arc) {
        return flow.getFlow(arc);
    }

    @Override
    public void close() {
        flow.delete();
    }
}
