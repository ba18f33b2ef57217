package org.reciprocity.ledger.participant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** That an agency sees a participant: a row of the view that says why in its definition. Leads see without one. */
@Entity
@Immutable
@Table(name = "participant_sight")
@IdClass(ParticipantSight.Key.class)
public class ParticipantSight {

    /** Community, participant and agency. */
    public record Key(UUID community, UUID participant, UUID agency) {}

    @Id
    @Column(name = "community_id")
    UUID community;

    @Id
    @Column(name = "participant_id")
    UUID participant;

    @Id
    @Column(name = "agency_id")
    UUID agency;

    ParticipantSight() {}
}
