package org.reciprocity.reporting.disclosure;

import java.util.List;

/** Solves the linear programs by which somebody would try to find out what is withheld. */
public interface Solver {

    /** Begins with what is known of each number, and of numbers together. */
    Attack attack(List<Interval> known, List<Relation> relations);

    /** Somebody's attempt: one state of knowledge, many questions. */
    interface Attack extends AutoCloseable {

        /** From now on something else is known of a number. */
        void know(int number, Interval known);

        /** All the numbers in a case where some of them together are as small, or as large, as they can be. */
        double[] extreme(List<Integer> some, boolean largest);

        @Override
        void close();
    }
}
