package org.reciprocity.ledger.programme;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A programme as it stands. */
@Entity
@Table(name = "programme")
@IdClass(ProgrammeRow.Key.class)
public class ProgrammeRow {

    /** Community and programme. */
    public record Key(UUID community, UUID id) {}

    @Id
    @Column(name = "community_id")
    UUID community;

    @Id
    UUID id;

    @Column(name = "agency_id")
    UUID agency;

    String code;

    String name;

    String design;

    String delivery;

    @Column(name = "earns_credit")
    boolean earnsCredit;

    String setting;

    String risk;

    @Column(name = "external_ref")
    String externalRef;

    long version;

    @Column(name = "recorded_at")
    Instant recordedAt;

    /** Given by the database; lists are ordered by it. */
    @Column(insertable = false, updatable = false)
    Long number;

    ProgrammeRow() {}

    ProgrammeRow(UUID community, UUID id, Programme.Terms terms, String externalRef, Instant at) {
        this.community = community;
        this.id = id;
        this.agency = terms.agency();
        this.code = terms.code();
        this.name = terms.name();
        this.design = terms.design().wire();
        this.delivery = terms.delivery().wire();
        this.earnsCredit = terms.earnsCredit();
        this.setting = terms.setting();
        this.risk = terms.risk().wire();
        this.externalRef = externalRef;
        this.version = 1;
        this.recordedAt = at;
    }
}
