package org.reciprocity.ledger.person;

import java.time.Instant;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.ledger.log.EventBody;
import org.reciprocity.ledger.log.Topics;

/** The end of a participant's stream as it is stored and published: the id, which is the key, and nothing else. */
public final class PersonEventCodec {
    /** A person was erased. */
    static final String ERASED = "org.reciprocity.participant-erased.v1";

    private PersonEventCodec() {}

    /** An event to append to the participant's stream. */
    public static NewEvent write(UUID community, UUID participant, long version, Instant at, PersonEvent event) {
        return switch (event) {
            case PersonEvent.Erased erased ->
                new NewEvent(
                        EventIds.next(),
                        Topics.REGISTRY,
                        participant.toString(),
                        ERASED,
                        participant,
                        version,
                        community,
                        at,
                        EventBody.object().json());
        };
    }

    /** An event that was stored. */
    public static PersonEvent read(String type, String body) {
        EventBody.read(body);
        return switch (type) {
            case ERASED -> new PersonEvent.Erased();
            default -> throw new IllegalStateException("Not a person's event: " + type);
        };
    }
}
