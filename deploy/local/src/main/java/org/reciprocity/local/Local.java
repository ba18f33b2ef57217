package org.reciprocity.local;

import org.reciprocity.local.bench.BenchCommand;
import org.reciprocity.local.play.PlayException;
import org.reciprocity.local.system.StartException;
import picocli.CommandLine;

/** The program behind {@code ./dev run}, {@code token} and {@code bench}. */
@CommandLine.Command(
        name = "./dev",
        description = "Reciprocity on one machine.",
        mixinStandardHelpOptions = true,
        subcommands = {RunCommand.class, TokenCommand.class, BenchCommand.class})
public final class Local {

    private Local() {}

    /** Runs the command that the words name, and exits with its code. */
    public static void main(String[] words) {
        var line = new CommandLine(new Local());
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            switch (e) {
                case StartException told -> System.err.println(told.getMessage());
                case PlayException told -> System.err.println(told.getMessage());
                case IllegalArgumentException told -> System.err.println(told.getMessage());
                default -> e.printStackTrace();
            }
            return 1;
        });
        System.exit(line.execute(words));
    }
}
