package org.reciprocity.matching.model;

import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.Literal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Circles: A helps B, B helps C, C helps A, for the same minutes, so that everybody gives what they receive. Of all ways to
 * close circles of 2 to 4 participants, each participant in at most one, it takes one that serves the most participants, and
 * among those one whose links have the most points together. It is a set packing over all such cycles (as kidney exchanges
 * are: Abraham, Blum and Sandholm, "Clearing algorithms for barter exchange markets", EC 2007), solved by the CP-SAT of
 * OR-Tools on one thread under a limit that counts work and not seconds, so that it stops at the same place on any machine.
 * Where it stops before the optimum is proven, it says how far that can be at most.
 */
public final class CircleRound implements RoundModel {
    private static final String SOLVER = "ortools-cp-sat/" + OrTools.VERSION;
    private static final int SEED = 1;
    private static final long TIES = 1 << 14;

    private final Limits limits;

    /** With its limits. */
    public CircleRound(Limits limits) {
        this.limits = limits;
    }

    /**
     * How much work is put into it.
     *
     * @param work in the solver's deterministic seconds, for participants and again for points
     * @param cycles how many cycles are looked at; beyond that the best of those may not be the best of all
     * @param steps how many links are followed to find them
     */
    public record Limits(double work, int cycles, long steps) {
        /** Enough for some thousand participants who could each help twenty. */
        public static final Limits USUAL = new Limits(1, 200_000, 200_000_000);
    }

    @Override
    public String code() {
        return "circles";
    }

    @Override
    public String solver() {
        return SOLVER;
    }

    @Override
    public Solution solve(Field field) {
        var links = Links.of(field);
        var cycles = Cycles.of(links, limits.cycles(), limits.steps());
        if (cycles.found().isEmpty()) {
            return new Solution(List.of(), List.of(), cycles.areAll() ? 0 : CycleCover.most(links));
        }
        OrTools.load();
        var packing = new Packing(links.people(), cycles.found());
        var first = packing.most(PackingSearch.from(links.people(), cycles.found()), packing.sizes());
        long served = packing.people(first.chosen());
        long bound = cycles.areAll() ? first.bound() : Long.MAX_VALUE;
        long gap = bound == served ? 0 : Math.min(bound, CycleCover.most(links)) - served;
        var second = packing.most(first.chosen(), packing.points(links), first.chosen());
        return solution(links, packing, second.chosen(), gap);
    }

    private static Solution solution(Links links, Packing packing, BitSet chosen, long gap) {
        var circles = new ArrayList<List<Assignment>>();
        chosen.stream().forEach(number -> circles.add(circle(links, packing.cycle(number))));
        circles.sort(Comparator.comparing(
                circle -> circle.getFirst().candidate().supply().giver(), IdOrder.UNSIGNED));
        var assignments = circles.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(
                                (Assignment a) -> a.candidate().supply().offer(), IdOrder.UNSIGNED)
                        .thenComparing(a -> a.candidate().demand().request(), IdOrder.UNSIGNED))
                .toList();
        return new Solution(assignments, List.copyOf(circles), gap);
    }

    /** The links of a cycle, for as long as the shortest of them allows. */
    private static List<Assignment> circle(Links links, int[] cycle) {
        var pairs = new ArrayList<Candidate>();
        for (int i = 0; i < cycle.length; i++) {
            pairs.add(links.link(cycle[i], cycle[(i + 1) % cycle.length]));
        }
        long minutes = pairs.stream().mapToLong(Candidate::minutes).min().orElseThrow();
        return pairs.stream().map(pair -> new Assignment(pair, minutes)).toList();
    }

    /**
     * Which cycles are taken.
     *
     * @param chosen by the cycles' numbers
     * @param bound no choice is worth more
     */
    private record Choice(BitSet chosen, long bound) {}

    /** Cycles of which no two that are taken have a participant in common. */
    private final class Packing {
        private final int people;
        private final List<int[]> cycles;

        Packing(int people, List<int[]> cycles) {
            this.people = people;
            this.cycles = cycles;
        }

        int[] cycle(int number) {
            return cycles.get(number);
        }

        long[] sizes() {
            return cycles.stream().mapToLong(cycle -> cycle.length).toArray();
        }

        int people(BitSet chosen) {
            return chosen.stream().map(number -> cycles.get(number).length).sum();
        }

        /** The points of each, then its tie, which is drawn from the ranks of its participants. */
        long[] points(Links links) {
            long scale = TIES * (people / 2 + 1);
            var points = new long[cycles.size()];
            for (int number = 0; number < points.length; number++) {
                var cycle = cycles.get(number);
                long score = 0;
                long mixed = cycle.length;
                for (int i = 0; i < cycle.length; i++) {
                    score += links.link(cycle[i], cycle[(i + 1) % cycle.length])
                            .score()
                            .total();
                    mixed = Mix.of(mixed * 31 + cycle[i]);
                }
                points[number] = Math.multiplyExact(score, scale) + TIES - 1 - (mixed >>> 1) % TIES;
            }
            return points;
        }

        /** A choice that is worth the most. */
        Choice most(BitSet from, long[] worth) {
            return most(from, worth, null);
        }

        /** A choice that is worth the most among those that serve as many participants as another. */
        Choice most(BitSet from, long[] worth, BitSet asManyAs) {
            var model = new CpModel();
            var taken = new BoolVar[cycles.size()];
            var of = new ArrayList<List<Literal>>();
            for (int person = 0; person < people; person++) {
                of.add(new ArrayList<>());
            }
            for (int number = 0; number < taken.length; number++) {
                taken[number] = model.newBoolVar("");
                model.addHint(taken[number], from.get(number) ? 1 : 0);
                for (int person : cycles.get(number)) {
                    of.get(person).add(taken[number]);
                }
            }
            for (var cyclesOfOne : of) {
                if (cyclesOfOne.size() > 1) {
                    model.addAtMostOne(cyclesOfOne);
                }
            }
            if (asManyAs != null) {
                model.addEquality(LinearExpr.weightedSum(taken, sizes()), people(asManyAs));
            }
            model.maximize(LinearExpr.weightedSum(taken, worth));
            var solver = new CpSolver();
            solver.getParameters().setNumWorkers(1).setRandomSeed(SEED).setMaxDeterministicTime(limits.work());
            var status = solver.solve(model);
            return switch (status) {
                case OPTIMAL, FEASIBLE -> {
                    var chosen = new BitSet();
                    for (int number = 0; number < taken.length; number++) {
                        chosen.set(number, solver.booleanValue(taken[number]));
                    }
                    yield new Choice(chosen, (long) Math.floor(solver.bestObjectiveBound() + 1e-6));
                }
                // It found nothing in its time, and not even a bound.
                case UNKNOWN -> new Choice(from, Long.MAX_VALUE);
                case INFEASIBLE, MODEL_INVALID, UNRECOGNIZED -> throw unsolved(status);
            };
        }

        private static IllegalStateException unsolved(CpSolverStatus status) {
            return new IllegalStateException("The circles were not solved: " + status);
        }
    }
}
