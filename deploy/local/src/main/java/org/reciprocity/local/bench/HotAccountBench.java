package org.reciprocity.local.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Exchanges that all move one account, beside the same function of PL/pgSQL on one account. */
@Command(
        name = "hot-account",
        description = "Exchanges that all move one account, beside the same transfer in SQL alone.",
        mixinStandardHelpOptions = true)
public final class HotAccountBench implements Callable<Integer> {
    @Option(names = "--clients", paramLabel = "N", defaultValue = "32", description = "(${DEFAULT-VALUE})")
    private int clients;

    @Option(names = "--participants", paramLabel = "N", defaultValue = "1000", description = "(${DEFAULT-VALUE})")
    private int participants;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "10", description = "of a turn (${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "5", description = "(${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--warm-up", paramLabel = "N", defaultValue = "8", description = "rounds (${DEFAULT-VALUE})")
    private int warmUp;

    @Option(names = "--heap", paramLabel = "SIZE", defaultValue = "512m", description = "(${DEFAULT-VALUE})")
    private String heap;

    @Override
    public Integer call() throws Exception {
        return PostingBench.run("hot-account", true, clients, participants, seconds, rounds, warmUp, heap);
    }
}
