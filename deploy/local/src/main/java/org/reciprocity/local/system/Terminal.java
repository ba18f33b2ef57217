package org.reciprocity.local.system;

import java.io.PrintStream;
import java.util.Locale;

/** What the person at the terminal is told: lines, slow steps with their duration, and one bar that moves. */
public final class Terminal {
    private static final int BAR_WIDTH = 24;

    private final PrintStream out;
    private final boolean moving;
    private boolean midLine;
    private int drawn;
    private int lastTenth;

    /**
     * @param out where to
     * @param moving whether a line can be drawn over (a terminal), or not (a file)
     */
    public Terminal(PrintStream out, boolean moving) {
        this.out = out;
        this.moving = moving;
    }

    /** This program's standard output, which is a terminal where {@code ./dev} says so. */
    public static Terminal ofThisProgram() {
        return new Terminal(System.out, Boolean.getBoolean("reciprocity.terminal"));
    }

    /** Prints a line of its own. */
    public synchronized void line(String text) {
        endLine();
        out.println(text);
        out.flush();
    }

    /** Says what is being done, does it, and says how long it took. */
    public <T> T step(String what, Step<T> step) {
        long started = System.nanoTime();
        synchronized (this) {
            endLine();
            out.print("  " + what + " ...");
            out.flush();
            midLine = true;
        }
        var result = step.run();
        synchronized (this) {
            var took = String.format(Locale.ROOT, " %.1f s", (System.nanoTime() - started) / 1e9);
            out.println(midLine ? took : "  " + what + ":" + took);
            out.flush();
            midLine = false;
        }
        return result;
    }

    /** Draws a bar at done of total. A file gets a line for every tenth. */
    public synchronized void bar(String what, long done, long total, String beside) {
        int tenth = total == 0 ? 10 : (int) (10 * done / total);
        if (!moving) {
            if (done == 0) {
                lastTenth = 0;
            }
            if (tenth > lastTenth) {
                lastTenth = tenth;
                endLine();
                out.printf(Locale.ROOT, "  %s %3d%%  %s%n", what, tenth * 10, beside);
            }
            return;
        }
        int filled = total == 0 ? BAR_WIDTH : (int) (BAR_WIDTH * done / total);
        var text = "  " + what + " [" + "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled) + "] " + beside;
        out.print("\r" + text + " ".repeat(Math.max(0, drawn - text.length())));
        out.flush();
        drawn = text.length();
        midLine = true;
        if (done >= total) {
            endLine();
        }
    }

    private void endLine() {
        if (midLine) {
            out.println();
            midLine = false;
            drawn = 0;
        }
    }

    /** A slow step. */
    @FunctionalInterface
    public interface Step<T> {
        /** Does it. */
        T run();
    }
}
