package org.reciprocity.reporting.linear;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolverParameters;
import com.google.ortools.linearsolver.MPVariable;
import java.util.ArrayList;
import java.util.List;
import org.reciprocity.reporting.disclosure.Interval;
import org.reciprocity.reporting.disclosure.Relation;
import org.reciprocity.reporting.disclosure.Solver;

/**
 * GLOP, the simplex solver of OR-Tools. An attack keeps its basis from one question to the next, since only the objective changes, or a
 * bound is widened.
 */
public final class GlopSolver implements Solver {

    @Override
    public Attack attack(List<Interval> known, List<Relation> relations) {
        Native.load();
        return new GlopAttack(known, relations);
    }

    private static final class GlopAttack implements Attack {
        private final MPSolver solver = MPSolver.createSolver("GLOP");
        private final MPSolverParameters parameters = new MPSolverParameters();
        private final MPVariable[] numbers;

        GlopAttack(List<Interval> known, List<Relation> relations) {
            numbers = new MPVariable[known.size()];
            for (int number = 0; number < numbers.length; number++) {
                var interval = known.get(number);
                numbers[number] = solver.makeNumVar((double) interval.low(), (double) interval.high(), "");
            }
            for (var relation : relations) {
                var constraint = solver.makeConstraint(relation.equal() ? 0 : -MPSolver.infinity(), 0, "");
                add(constraint, relation.total(), 1);
                add(constraint, relation.parts(), -1);
            }
            parameters.setIntegerParam(
                    MPSolverParameters.IntegerParam.INCREMENTALITY,
                    MPSolverParameters.IncrementalityValues.INCREMENTALITY_ON.swigValue());
            parameters.setIntegerParam(
                    MPSolverParameters.IntegerParam.PRESOLVE,
                    MPSolverParameters.PresolveValues.PRESOLVE_OFF.swigValue());
        }

        private void add(MPConstraint constraint, List<Integer> places, int sign) {
            for (int place : places) {
                constraint.setCoefficient(numbers[place], constraint.getCoefficient(numbers[place]) + sign);
            }
        }

        @Override
        public void know(int number, Interval known) {
            numbers[number].setBounds((double) known.low(), (double) known.high());
        }

        @Override
        public double[] extreme(List<Integer> some, boolean largest) {
            var objective = solver.objective();
            objective.clear();
            some.forEach(place -> objective.setCoefficient(numbers[place], 1));
            objective.setOptimizationDirection(largest);
            var status = solver.solve(parameters);
            if (status != MPSolver.ResultStatus.OPTIMAL) {
                throw new IllegalStateException("the linear program of a table is " + status);
            }
            var found = new ArrayList<Double>(numbers.length);
            for (var number : numbers) {
                found.add(number.solutionValue());
            }
            return found.stream().mapToDouble(Double::doubleValue).toArray();
        }

        @Override
        public void close() {
            parameters.delete();
            solver.delete();
        }
    }

    /** The native library, loaded once, when the first table is protected. */
    private static final class Native {
        static {
            Loader.loadNativeLibraries();
        }

        private Native() {}

        static void load() {
            // Loads the class, and so the library.
        }
    }
}
