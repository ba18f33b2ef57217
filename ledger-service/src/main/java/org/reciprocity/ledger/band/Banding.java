package org.reciprocity.ledger.band;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.reciprocity.eventlog.EventStore;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.access.Access;

/**
 * Changes a participant's bands in the caller's transaction, which has locked the participant, and says with which events.
 * The seam by which consents and erasures clear them.
 */
public final class Banding {
    /** The purpose that bands are told for, as consents name it. */
    public static final String PURPOSE = "equality-monitoring";

    private static final String CONSENTED = """
            select exists(select from consent
                          where community_id = $1 and participant_id = $2 and purpose = $3 and withdrawn_on is null
                            and (expires_on is null or expires_on >= $4))
            """;

    private static final String STORE = """
            insert into participant_bands (community_id, participant_id, id, age, disability, ethnicity, deprivation,
                                           agency_id, version, recorded_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            on conflict (community_id, participant_id)
            do update set age = excluded.age, disability = excluded.disability, ethnicity = excluded.ethnicity,
                          deprivation = excluded.deprivation, agency_id = excluded.agency_id, version = excluded.version,
                          recorded_at = excluded.recorded_at
            """;

    private Banding() {}

    /**
     * Bands as their stream tells.
     *
     * @param bands what was told
     * @param version how many events there are
     */
    record Told(Bands bands, long version) {}

    static Uni<Told> told(Sql sql, UUID community, UUID participant) {
        return EventStore.read(sql, BandEventCodec.stream(community, participant))
                .map(stream -> {
                    var bands = Bands.NONE;
                    for (var event : stream) {
                        bands = BandDecider.evolve(bands, BandEventCodec.read(event.type(), event.body()));
                    }
                    return new Told(bands, stream.size());
                });
    }

    /** Whether the participant's consent to be counted by bands is in force on the day that it is where the community is. */
    static Uni<Boolean> consented(Sql sql, UUID community, UUID participant, Instant at) {
        return Access.today(sql, community, at)
                .chain(today -> consented(sql, community, participant, today))
                .map(rows -> (Boolean) rows.getFirst()[0]);
    }

    private static Uni<List<Object[]>> consented(Sql sql, UUID community, UUID participant, LocalDate today) {
        return sql.select(CONSENTED, community, participant, PURPOSE, today);
    }

    /**
     * Writes down what was decided.
     *
     * @param agency who told it; null where the ledger clears it
     */
    static Uni<List<NewEvent>> store(
            Sql sql, UUID community, UUID participant, UUID agency, Instant at, Told before, List<BandEvent> happened) {
        if (happened.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var events = new ArrayList<NewEvent>();
        var bands = before.bands();
        long version = before.version();
        for (var event : happened) {
            bands = BandDecider.evolve(bands, event);
            events.add(BandEventCodec.write(community, participant, ++version, at, event));
        }
        return sql.update(
                        STORE,
                        community,
                        participant,
                        BandEventCodec.stream(community, participant),
                        bands.code(Axis.AGE),
                        bands.code(Axis.DISABILITY),
                        bands.code(Axis.ETHNICITY),
                        bands.code(Axis.DEPRIVATION),
                        agency,
                        version,
                        at.atOffset(ZoneOffset.UTC))
                .replaceWith(List.copyOf(events));
    }

    /** Clears what was told, whatever it is. */
    public static Uni<List<NewEvent>> clear(Sql sql, UUID community, UUID participant, Instant at) {
        return told(sql, community, participant)
                .chain(told -> switch (BandDecider.decide(told.bands(), new BandCommand.Clear())) {
                    case BandDecider.Decision.Accepted accepted ->
                        store(sql, community, participant, null, at, told, accepted.events());
                    case BandDecider.Decision.Rejected rejected ->
                        throw new IllegalStateException("Bands can always be cleared: " + rejected.refusal());
                });
    }

    /** Clears what was told, unless a consent to it is in force. */
    public static Uni<List<NewEvent>> clearWithoutConsent(Sql sql, UUID community, UUID participant, Instant at) {
        return consented(sql, community, participant, at)
                .chain(consented -> consented
                        ? Uni.createFrom().item(List.<NewEvent>of())
                        : clear(sql, community, participant, at));
    }
}
