package org.reciprocity.ledger.enrolment;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** An enrolment as it stands. */
@Entity
@Table(name = "enrolment")
@IdClass(EnrolmentRow.Key.class)
public class EnrolmentRow {

    /** Community and enrolment. */
    public record Key(UUID community, UUID id) {}

    @Id
    @Column(name = "community_id")
    UUID community;

    @Id
    UUID id;

    @Column(name = "participant_id")
    UUID participant;

    @Column(name = "programme_id")
    UUID programme;

    /** The programme's agency, which sees the participant by this enrolment. */
    @Column(name = "agency_id")
    UUID agency;

    String role;

    String arm;

    @Column(name = "recorded_by")
    UUID recordedBy;

    @Column(name = "external_ref")
    String externalRef;

    @Column(name = "from_day")
    LocalDate from;

    @Column(name = "to_day")
    LocalDate to;

    long version;

    @Column(name = "recorded_at")
    Instant recordedAt;

    EnrolmentRow() {}

    EnrolmentRow(UUID community, UUID id, Enrolment.Terms terms, UUID agency, Instant at) {
        this.community = community;
        this.id = id;
        this.participant = terms.participant();
        this.programme = terms.programme();
        this.agency = agency;
        this.role = terms.role();
        this.arm = terms.arm().wire();
        this.from = terms.from();
        this.to = terms.to();
        this.version = 1;
        this.recordedAt = at;
    }

    /** Says who enrolled, and under which reference of theirs; null for none. */
    EnrolmentRow by(UUID enrolling, String reference) {
        this.recordedBy = enrolling;
        this.externalRef = reference;
        return this;
    }

    void end(LocalDate day, long newVersion) {
        this.to = day;
        this.version = newVersion;
    }
}
