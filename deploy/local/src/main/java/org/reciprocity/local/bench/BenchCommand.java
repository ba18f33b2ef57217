package org.reciprocity.local.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The benches there are, by name. */
@Command(
        name = "bench",
        description =
                "Measures something beside the tool that sets the mark, in the same run, in turns. The last line is"
                        + " JSON.",
        mixinStandardHelpOptions = true,
        subcommands = {
            PostingBench.class,
            HotAccountBench.class,
            BatchBench.class,
            GrowthBench.class,
            SelfCheckBench.class,
            ReplayBench.class,
            ReadingBench.class,
            NetworkBench.class,
            LearningToLeadBench.class,
            MatchingBench.class,
            MatchingPoliciesBench.class
        })
public final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Without a name: which there are. */
    @Override
    public void run() {
        CommandLine.usage(spec.commandLine(), System.out);
    }
}
