package org.reciprocity.ledger.band;

import java.time.Instant;
import java.util.TreeMap;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.ledger.account.AccountIds;
import org.reciprocity.ledger.log.EventBody;
import org.reciprocity.ledger.log.Topics;

/** Bands' events as they are stored and published, in a stream of their own under the key of their participant. */
public final class BandEventCodec {
    private static final String BANDED = "org.reciprocity.participant-banded.v1";
    private static final String BANDS = "bands";

    private BandEventCodec() {}

    /** The stream of a participant's bands, which follows from whose they are. */
    public static UUID stream(UUID community, UUID participant) {
        return AccountIds.derived(community, BANDS, participant);
    }

    /** An event to append. */
    public static NewEvent write(UUID community, UUID participant, long version, Instant at, BandEvent event) {
        return switch (event) {
            case BandEvent.Banded(Bands bands) ->
                new NewEvent(
                        EventIds.next(),
                        Topics.REGISTRY,
                        participant.toString(),
                        BANDED,
                        stream(community, participant),
                        version,
                        community,
                        at,
                        body(bands));
        };
    }

    private static String body(Bands bands) {
        var told = EventBody.object();
        bands.codes().forEach((axis, code) -> told.put(axis.wire(), code));
        return EventBody.object().put(BANDS, told.node()).json();
    }

    /** An event that was stored. */
    public static BandEvent read(String type, String body) {
        if (!type.equals(BANDED)) {
            throw new IllegalStateException("Not an event of bands: " + type);
        }
        var codes = new TreeMap<Axis, String>();
        EventBody.read(body)
                .get(BANDS)
                .propertyStream()
                .forEach(told ->
                        codes.put(Axis.of(told.getKey()), told.getValue().textValue()));
        return new BandEvent.Banded(new Bands(codes));
    }
}
