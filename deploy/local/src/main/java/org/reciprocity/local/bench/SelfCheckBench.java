package org.reciprocity.local.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.reciprocity.local.play.PlayException;
import org.reciprocity.local.system.Service;
import org.reciprocity.local.system.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What it costs to hold all events against their postings, when more and more are stored; and how long its longest piece takes. */
@Command(
        name = "self-check",
        description = "The self-check of all events and postings, with more and more of them stored.",
        mixinStandardHelpOptions = true)
public final class SelfCheckBench implements Callable<Integer> {
    private static final double MARK = 0.8;
    private static final Duration PATIENCE = Duration.ofHours(1);

    /** How far it is, and what of it is under way now: the longest statement and the longest snapshot, in seconds. */
    private static final String STANDING = """
            select compared_through, ended_at > asked_at and ended_at < now() + interval '1 hour',
                   (select count(*) from finding),
                   (select coalesce(extract(epoch from max(clock_timestamp() - xact_start)), 0) from pg_stat_activity
                     where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()
                       and backend_xmin is not null)
              from self_check
            """;

    @Option(
            names = "--sizes",
            paramLabel = "N",
            split = ",",
            defaultValue = "250000,500000,1000000",
            description = "stored exchanges, rising (${DEFAULT-VALUE}); each is two postings")
    private List<Long> sizes;

    @Option(names = "--participants", paramLabel = "N", defaultValue = "1000", description = "(${DEFAULT-VALUE})")
    private int participants;

    @Option(names = "--heap", paramLabel = "SIZE", defaultValue = "512m", description = "(${DEFAULT-VALUE})")
    private String heap;

    /** What a check took, in seconds. */
    private record Took(double all, double longestPiece, double longestSnapshot) {}

    @Override
    public Integer call() throws Exception {
        var terminal = Terminal.ofThisProgram();
        var json = new ObjectMapper().createObjectNode().put("bench", "self-check");
        var rates = new ArrayList<Double>();
        double longestPiece = 0;
        double longestSnapshot = 0;
        try (var load = LedgerUnderLoad.start(terminal, participants, heap);
                var connection = load.database(Service.LEDGER.shortName());
                var statement = connection.createStatement()) {
            var sorted = sizes.stream().sorted().toList();
            // What is generated comes right before the service's own: sequences that there are not would be walked,
            // too.
            long before = -sorted.getLast();
            statement.execute(GrowthBench.FILL.replace("- 1000000000000", String.valueOf(before)));
            long stored = 0;
            for (long size : sorted) {
                long wanted = size / participants * participants;
                GrowthBench.fill(load, stored, wanted);
                stored = wanted;
                // As if nothing had been compared yet.
                statement.execute("update self_check set compared_through = %d, compared_lap = compared_lap + 1,"
                                .formatted(before - 1)
                        + " recompared_through = 0, recompared_lap = recompared_lap + 1");
                var took = check(load, statement);
                rates.add(2 * stored / took.all());
                longestPiece = Math.max(longestPiece, took.longestPiece());
                longestSnapshot = Math.max(longestSnapshot, took.longestSnapshot());
                terminal.line(
                        "%,12d postings: %6.1f s, %,8.0f postings /s, the longest piece %.2f s, the longest snapshot %.2f s"
                                .formatted(
                                        2 * stored,
                                        took.all(),
                                        rates.getLast(),
                                        took.longestPiece(),
                                        took.longestSnapshot()));
            }
        }
        double ratio = rates.getLast() / rates.getFirst();
        json.put("ratio", rounded(ratio))
                .put("mark", MARK)
                .put("postingsPerSecond", Math.round(rates.getLast()))
                .put("longestPieceSeconds", rounded(longestPiece))
                .put("longestSnapshotSeconds", rounded(longestSnapshot));
        terminal.line(json.toString());
        return Rounds.verdict(ratio, MARK);
    }

    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.2f", value));
    }

    private static Took check(LedgerUnderLoad load, Statement statement) throws Exception {
        load.askForCheck();
        long asked = System.nanoTime();
        long lastKept = 0;
        long through = Long.MIN_VALUE;
        double piece = 0;
        double snapshot = 0;
        while (true) {
            try (var rows = statement.executeQuery(STANDING)) {
                rows.next();
                long now = System.nanoTime();
                long is = rows.getLong(1);
                if (is != through) {
                    piece = lastKept == 0 ? 0 : Math.max(piece, (now - lastKept) / 1e9);
                    lastKept = through == Long.MIN_VALUE ? 0 : now;
                    through = is;
                }
                snapshot = Math.max(snapshot, rows.getDouble(4));
                if (rows.getLong(3) != 0) {
                    throw new PlayException("It found something wrong with what was filled in");
                }
                if (rows.getBoolean(2)) {
                    return new Took((now - asked) / 1e9, piece, snapshot);
                }
                if (now - asked > PATIENCE.toNanos()) {
                    throw new PlayException("The check did not end within " + PATIENCE);
                }
            }
            Thread.sleep(5);
        }
    }
}
