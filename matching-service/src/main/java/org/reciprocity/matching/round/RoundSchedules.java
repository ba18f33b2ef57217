package org.reciprocity.matching.round;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.matching.command.Transactions;
import org.reciprocity.matching.command.Work;
import org.reciprocity.matching.policy.Policies;
import org.reciprocity.matching.round.RoundService.Asked;

/**
 * Asks for the rounds that communities' policies schedule. Every replica looks; who finds one due locks its row, so that it is
 * asked for once. Times that passed while nobody looked come to one round, and so does one that finds another still open:
 * as one that waits for the ledger's feed to catch up.
 */
@ApplicationScoped
public class RoundSchedules {
    private static final String DUE = """
        select p.community, c.lead, zone_of(p.community), p.next_round
        from matching_policy p join community c on c.id = p.community
        where p.next_round <= now() order by p.next_round limit 1 for update of p skip locked
        """;

    private final Transactions transactions;

    RoundSchedules(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Asks for a round that is due; false where none is. */
    Uni<Boolean> askForOne() {
        return transactions.run(work -> work.sql()
                .select(DUE)
                .flatMap(rows -> rows.isEmpty()
                        ? Uni.createFrom().item(false)
                        : ask(
                                        work,
                                        (UUID) rows.getFirst()[0],
                                        (UUID) rows.getFirst()[1],
                                        ZoneId.of((String) rows.getFirst()[2]),
                                        Work.instant(rows.getFirst()[3]))
                                .replaceWith(true)));
    }

    private static Uni<Boolean> ask(Work work, UUID community, UUID lead, ZoneId zone, Instant due) {
        return work.time().flatMap(now -> Policies.of(work.sql(), community).flatMap(policy -> work.sql()
                .update(
                        "update matching_policy set next_round = $2 where community = $1",
                        community,
                        Work.parameter(policy.schedule().next(zone, now).orElse(null)))
                .flatMap(_ -> RoundJobs.ask(
                        work.sql(),
                        new Asked(id(community, due), community, Optional.empty(), Optional.empty()).by(policy),
                        lead,
                        true))));
    }

    /** A scheduled round's id is that of its community and time. */
    private static UUID id(UUID community, Instant due) {
        return UUID.nameUUIDFromBytes(ByteBuffer.allocate(29)
                .put("round".getBytes(StandardCharsets.US_ASCII))
                .putLong(community.getMostSignificantBits())
                .putLong(community.getLeastSignificantBits())
                .putLong(due.getEpochSecond())
                .array());
    }
}
