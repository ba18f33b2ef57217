package org.reciprocity.local.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.reciprocity.local.system.Terminal;

/** Turns of two that are measured beside each other, of which the first few only warm up; and what they come to. */
final class Rounds {
    private final Terminal terminal;
    private final String theirName;
    private final String ourName;

    Rounds(Terminal terminal, String theirName, String ourName) {
        this.terminal = terminal;
        this.theirName = theirName;
        this.ourName = ourName;
    }

    /** The medians of both, in units a second. */
    record Medians(double theirs, double ours) {

        double ratio() {
            return ours / theirs;
        }

        /** The last line of a bench, as far as it is the same for all. */
        ObjectNode json(String bench, int rounds) {
            return new ObjectMapper()
                    .createObjectNode()
                    .put("bench", bench)
                    .put("ratio", Double.parseDouble(String.format(Locale.ROOT, "%.2f", ratio())))
                    .put("exchangesPerSecond", Math.round(ours))
                    .put("peerTransfersPerSecond", Math.round(theirs))
                    .put("rounds", rounds);
        }
    }

    /**
     * Says on standard error when a ratio is below its mark.
     *
     * @return the program's exit code
     */
    static int verdict(double ratio, double mark) {
        if (ratio >= mark) {
            return 0;
        }
        System.err.println(
                String.format(Locale.ROOT, "TOO SLOW: a ratio of %.2f, below the mark of %.2f", ratio, mark));
        return 1;
    }

    /** Measures one and the other, again and again. */
    Medians run(int warmUp, int rounds, Callable<Double> theirs, Callable<Double> ours) throws Exception {
        terminal.line("%-8s %16s %16s %8s".formatted("round", theirName, ourName, "ratio"));
        var their = new ArrayList<Double>();
        var our = new ArrayList<Double>();
        for (int round = 1 - warmUp; round <= rounds; round++) {
            double one = theirs.call();
            double other = ours.call();
            terminal.line("%-8s %16.0f %16.0f %8.2f".formatted(round < 1 ? "warm-up" : round, one, other, other / one));
            if (round >= 1) {
                their.add(one);
                our.add(other);
            }
        }
        return new Medians(median(their), median(our));
    }

    static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
