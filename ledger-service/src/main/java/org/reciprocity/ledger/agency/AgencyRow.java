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

    long version;

    @Column(name = "recorded_at")
    Instant recordedAt;

    AgencyRow() {}

    AgencyRow(UUID id, AgencyEvent.Registered registered, Instant at) {
        this.id = id;
        this.code = registered.code();
        this.name = registered.name();
        this.version = 1;
        this.recordedAt = at;
    }
}
