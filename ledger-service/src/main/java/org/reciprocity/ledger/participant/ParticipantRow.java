package org.reciprocity.ledger.participant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A participant as it stands. */
@Entity
@Table(name = "participant")
@IdClass(ParticipantRow.Key.class)
public class ParticipantRow {

    /** Community and participant. */
    public record Key(UUID community, UUID id) {}

    @Id
    @Column(name = "community_id")
    UUID community;

    @Id
    UUID id;

    @Column(name = "agency_id")
    UUID agency;

    String kind;

    int size;

    String[] roles;

    String area;

    @Column(name = "external_ref")
    String externalRef;

    long version;

    @Column(name = "recorded_at")
    Instant recordedAt;

    /** When it was erased, which the package of persons writes; null while it is known whose id it is. */
    @Column(name = "erased_at", insertable = false, updatable = false)
    Instant erasedAt;

    /** Given by the database; lists are ordered by it. */
    @Column(insertable = false, updatable = false)
    Long number;

    ParticipantRow() {}

    ParticipantRow(UUID community, UUID id, ParticipantEvent.Registered registered, String externalRef, Instant at) {
        this.community = community;
        this.id = id;
        this.agency = registered.agency();
        this.kind = registered.kind().wire();
        this.size = registered.size();
        this.roles = registered.roles().stream().map(Participant.Role::wire).toArray(String[]::new);
        this.area = registered.area();
        this.externalRef = externalRef;
        this.version = 1;
        this.recordedAt = at;
    }

    void describe(ParticipantEvent.Described described, long newVersion) {
        this.size = described.size();
        this.roles = described.roles().stream().map(Participant.Role::wire).toArray(String[]::new);
        this.area = described.area();
        this.version = newVersion;
    }
}
