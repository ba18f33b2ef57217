package org.reciprocity.matching.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Scanner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Instances whose optimum others have published. */
class KnownOptimaTest {
    private static final RoundModel ROUND = new MinCostFlowRound();
    private static final int HIGHEST_COST = 100;

    @Test
    void findsTheMaximalMatrixSumOfFiveRowsInProjectEuler345() {
        assertEquals(3315, best("""
                7 53 183 439 863
                497 383 563 79 973
                287 63 343 169 583
                627 343 773 959 943
                767 473 103 699 303
                """));
    }

    @Test
    void findsTheMaximalMatrixSumOfFifteenRowsInProjectEuler345() {
        assertEquals(13938, best("""
                7 53 183 439 863 497 383 563 79 973 287 63 343 169 583
                627 343 773 959 943 767 473 103 699 303 957 703 583 639 913
                447 283 463 29 23 487 463 993 119 883 327 493 423 159 743
                217 623 3 399 853 407 103 983 89 463 290 516 212 462 350
                960 376 682 962 300 780 486 502 912 800 250 346 172 812 350
                870 456 192 162 593 473 915 45 989 873 823 965 425 329 803
                973 965 905 919 133 673 665 235 509 613 673 815 165 992 326
                322 148 972 962 286 255 941 541 265 323 925 281 601 95 973
                445 721 11 525 473 65 511 164 138 672 18 428 154 448 848
                414 456 310 312 798 104 566 520 302 248 694 976 430 392 198
                184 829 373 181 631 101 969 613 840 740 778 458 284 760 390
                821 461 843 513 17 901 711 993 293 157 274 94 192 156 574
                34 124 4 878 450 476 712 914 838 669 875 299 823 329 699
                815 559 813 459 522 788 168 586 966 232 308 833 251 631 107
                813 883 451 509 615 77 281 613 459 205 380 274 302 35 805
                """));
    }

    /**
     * Assignment problems of the OR-Library (Beasley, "OR-Library: distributing test problems by electronic mail", Journal of
     * the Operational Research Society 41(11), 1990), which the project has no copy of: they are read from the folder that
     * {@code RECIPROCITY_OR_LIBRARY} names, and have to be there where it names one.
     */
    @EnabledIfEnvironmentVariable(named = "RECIPROCITY_OR_LIBRARY", matches = ".+")
    @ParameterizedTest
    @CsvSource({"assign100.txt, 305", "assign500.txt, 991"})
    void findsTheLeastCostOfTheOrLibrary(String file, long least) throws IOException {
        var path = Path.of(System.getenv("RECIPROCITY_OR_LIBRARY")).resolve(file);
        try (var numbers = new Scanner(path, StandardCharsets.UTF_8)) {
            int size = numbers.nextInt();
            var scores = new int[size][size];
            for (var row : scores) {
                for (int column = 0; column < size; column++) {
                    row[column] = HIGHEST_COST - numbers.nextInt();
                }
            }
            assertEquals(least, (long) size * HIGHEST_COST - score(scores));
        }
    }

    private static long best(String matrix) {
        return score(matrix.lines()
                .map(line -> Arrays.stream(line.split(" "))
                        .mapToInt(Integer::parseInt)
                        .toArray())
                .toArray(int[][]::new));
    }

    private static long score(int[][] scores) {
        var ones = new long[scores.length];
        Arrays.fill(ones, 1);
        var solution = ROUND.solve(Fields.of(ones, ones, scores));
        assertEquals(scores.length, solution.minutes());
        return solution.score();
    }
}
