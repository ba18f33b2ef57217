package org.reciprocity.ledger.outcome;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A use of services as it stands. */
@Entity
@Table(name = "service_use")
@IdClass(ServiceUseRow.Key.class)
public class ServiceUseRow implements Recording.Withdrawable {

    /** Community and use. */
    public record Key(UUID community, UUID id) {}

    @Id
    @Column(name = "community_id")
    UUID community;

    @Id
    UUID id;

    @Column(name = "programme_id")
    UUID programme;

    @Column(name = "recorded_by")
    UUID recordedBy;

    @Column(name = "external_ref")
    String externalRef;

    @Column(name = "participant_id")
    UUID participant;

    @Column(name = "group_size")
    Integer groupSize;

    String type;

    String arm;

    @Column(name = "before_count")
    int beforeCount;

    @Column(name = "before_days")
    int beforeDays;

    @Column(name = "after_count")
    int afterCount;

    @Column(name = "after_days")
    int afterDays;

    String withdrawn;

    long version;

    @Column(name = "recorded_at")
    Instant recordedAt;

    ServiceUseRow() {}

    ServiceUseRow(UUID community, UUID id, UUID programme, UUID recordedBy, OutcomeFact.ServiceUse use, Instant at) {
        this.community = community;
        this.id = id;
        this.programme = programme;
        this.recordedBy = recordedBy;
        this.participant = use.subject().participant();
        this.groupSize = use.subject().groupSize();
        this.type = use.type();
        this.arm = use.arm().wire();
        this.beforeCount = use.before().count();
        this.beforeDays = use.before().days();
        this.afterCount = use.after().count();
        this.afterDays = use.after().days();
        this.version = 1;
        this.recordedAt = at;
    }

    /** With the reference of who recorded it; null for none. */
    ServiceUseRow under(String reference) {
        this.externalRef = reference;
        return this;
    }

    @Override
    public void withdraw(String reason, long withdrawnVersion) {
        withdrawn = reason;
        version = withdrawnVersion;
    }
}
