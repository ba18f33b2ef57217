package org.reciprocity.local.bench;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.reciprocity.local.system.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Exchanges recorded and settled over REST, one each, beside a function of PL/pgSQL that makes the same transfer. */
@Command(
        name = "posting",
        description = "Exchanges over REST, one each, beside the same transfer in SQL alone.",
        mixinStandardHelpOptions = true)
public final class PostingBench implements Callable<Integer> {
    private static final double MARK = 0.5;
    private static final double HOT_MARK = 2;

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
        return run("posting", false);
    }

    private int run(String bench, boolean hot) throws Exception {
        return run(bench, hot, clients, participants, seconds, rounds, warmUp, heap);
    }

    static int run(
            String bench, boolean hot, int clients, int participants, int seconds, int rounds, int warmUp, String heap)
            throws Exception {
        var terminal = Terminal.ofThisProgram();
        try (var load = LedgerUnderLoad.start(terminal, participants, heap)) {
            var peer = load.peer();
            var turn = Duration.ofSeconds(seconds);
            terminal.line("%d clients on both sides, a transaction a transfer beside an exchange a request%s."
                    .formatted(clients, hot ? ", all to one account" : ""));
            var medians = new Rounds(terminal, "SQL function /s", "exchanges /s")
                    .run(warmUp, rounds, () -> Clients.perSecond(clients, turn, () -> peer.singly(hot)), () -> {
                        double rate = Clients.perSecond(clients, turn, () -> load.singly(hot));
                        load.drained();
                        return rate;
                    });
            load.check();
            terminal.line(medians.json(bench, rounds)
                    .put("clients", clients)
                    .put("peer", hot ? "plpgsql-transfer-one-account" : "plpgsql-transfer")
                    .put("mark", hot ? HOT_MARK : MARK)
                    .toString());
            return Rounds.verdict(medians.ratio(), hot ? HOT_MARK : MARK);
        }
    }
}
