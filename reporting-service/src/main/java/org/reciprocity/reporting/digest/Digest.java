package org.reciprocity.reporting.digest;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.reciprocity.reporting.access.Caller;
import org.reciprocity.reporting.balance.Balances;
import org.reciprocity.reporting.figure.FigureLines;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.place.Places;
import org.reciprocity.reporting.snapshot.Snapshot;

/**
 * One hash over every figure of every community, programme and period, every balance, every amount by agency, year and grade that
 * costs and benefits come to, and every document that is kept as it is: unit costs, deflators, contracts, appraisals and claims.
 *
 * @param generation whose figures they are
 * @param digest SHA-256 over their lines, in hexadecimal digits
 * @param figures lines of figures
 * @param balances lines of balances
 * @param amounts lines of costs and benefits
 * @param documents lines of documents
 */
public record Digest(long generation, String digest, int figures, int balances, int amounts, int documents) {
    private static final List<String> DOCUMENTS = List.of("unit_cost", "deflator", "contract", "appraisal", "claim");

    /** Takes lines in, and counts them. */
    private static final class Running {
        private final Consumer<String> lines;
        private final MessageDigest hash;
        private int figures;
        private int balances;
        private int amounts;
        private int documents;

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
                        running.balances,
                        running.amounts,
                        running.documents));
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
                .chain(() -> FigureLines.amounts(snapshot, community))
                .invoke(amounts -> amounts.forEach(amount -> {
                    running.take(amount);
                    running.amounts++;
                }))
                .chain(() -> documents(snapshot, community, running))
                .replaceWith(community);
    }

    private static Uni<Void> documents(Snapshot snapshot, Place community, Running running) {
        return Multi.createFrom()
                .iterable(DOCUMENTS)
                .onItem()
                .transformToUniAndConcatenate(table -> snapshot.query(
                                "select t::text from " + table + " t where community = $1 order by id",
                                community.community())
                        .invoke(rows -> rows.forEach(row -> {
                            running.take(
                                    "document|" + community.communityCode() + "|" + table + "|" + row.getString(0));
                            running.documents++;
                        })))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
