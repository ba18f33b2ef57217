package org.reciprocity.ledger.outcome;

import io.smallrye.mutiny.Uni;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.reciprocity.eventlog.Sql;

/** The arm of a comparison that a person is in, in a programme: it is one, whatever id the person is known by. */
public final class Arms {
    private Arms() {}

    /**
     * The arms in which a person is enrolled in a programme or has outcomes there, by all ids that are linked; what is withdrawn
     * does not count. Until the transaction ends nobody else puts the person in one.
     */
    public static Uni<Set<String>> held(Sql sql, UUID community, UUID programme, UUID participant) {
        return Histories.holdPerson(sql, community, programme, participant)
                .chain(() -> Histories.ofArms(sql, community, programme, participant))
                .map(before -> before.arms().stream().map(OutcomeFact.Arm::wire).collect(Collectors.toSet()));
    }
}
