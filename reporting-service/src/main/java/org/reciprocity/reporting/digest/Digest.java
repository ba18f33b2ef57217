package org.reciprocity.reporting.digest;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import org.reciprocity.reporting.access.Caller;
import org.reciprocity.reporting.balance.Balances;
import org.reciprocity.reporting.figure.FigureLines;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.place.Places;
import org.reciprocity.reporting.snapshot.Snapshot;

/**
 * One hash over every figure of every community, programme and period, and every balance.
 *
 * @param generation whose figures they are
 * @param digest SHA-256 over their lines, in hexadecimal digits
 * @param figures lines of figures
 * @param balances lines of balances
 */
public record Digest(long generation, String digest, int figures, int balances) {

    /** Takes lines in, and counts them. */
    private static final class Running {
        private final Consumer<String> lines;
        private final MessageDigest hash;
        private int figures;
        private int balances;

        Running(Consumer<String> lines) {
            this.lines = lines;
            try {
                hash = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        void take(String line) {
            lines.accept(line);
            hash.update(line.getBytes(StandardCharsets.UTF_8));
            hash.update((byte) '\n');
        }
    }

    /**
     * The digest of what a snapshot shows.
     *
     * @param lines is given every line that goes into the hash, in order
     */
    public static Uni<Digest> of(Snapshot snapshot, Consumer<String> lines) {
        var running = new Running(lines);
        return Places.communities(snapshot, new Caller.View(true, Optional.empty()))
                .chain(communities -> Multi.createFrom()
                        .iterable(communities)
                        .onItem()
                        .transformToUniAndConcatenate(community -> take(snapshot, community, running))
                        .collect()
                        .last())
                .map(nothing -> new Digest(
                        snapshot.generation(),
                        HexFormat.of().formatHex(running.hash.digest()),
                        running.figures,
                        running.balances));
    }

    private static Uni<Place> take(Snapshot snapshot, Place community, Running running) {
        return FigureLines.periods(snapshot, community)
                .chain(periods -> FigureLines.write(snapshot, community, periods, running::take)
                        .invoke(lines -> running.figures += lines)
                        .chain(() -> Places.programmes(snapshot, community))
                        .chain(programmes -> Multi.createFrom()
                                .iterable(programmes)
                                .onItem()
                                .transformToUniAndConcatenate(
                                        programme -> FigureLines.write(snapshot, programme, periods, running::take))
                                .invoke(lines -> running.figures += lines)
                                .collect()
                                .last()))
                .chain(() -> Balances.of(snapshot, community))
                .invoke(balances -> balances.forEach(balance -> {
                    running.take("balance|" + community.communityCode() + "|" + balance.accountId() + "|"
                            + balance.balanceMinutes());
                    running.balances++;
                }))
                .replaceWith(community);
    }
}
