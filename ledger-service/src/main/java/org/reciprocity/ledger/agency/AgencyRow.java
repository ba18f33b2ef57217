package org.reciprocity.ledger.agency;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** An agency as it stands. */
@Entity
@Table(name = "agency")
public class AgencyRow {
    @Id
    UUID id;

    String code;

    String name;

    @Column(name = "recorded_by")
    UUID recordedBy;

    @Column(name = "external_ref")
    String externalRef;

    long version;

    @Column(name = "recorded_at")
    Instant recordedAt;

    AgencyRow() {}

    AgencyRow(UUID id, AgencyEvent.Registered registered, UUID recordedBy, String externalRef, Instant at) {
        this.id = id;
        this.code = registered.code();
        this.name = registered.name();
        this.recordedBy = recordedBy;
        this.externalRef = externalRef;
        this.version = 1;
        this.recordedAt = at;
    }
}
