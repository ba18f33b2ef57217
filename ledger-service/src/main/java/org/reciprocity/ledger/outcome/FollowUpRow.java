package org.reciprocity.ledger.outcome;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** A follow-up as it stands. */
@Entity
@Table(name = "follow_up")
@IdClass(FollowUpRow.Key.class)
public class FollowUpRow implements Recording.Withdrawable {

    /** Community and follow-up. */
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

    @Column(name = "case_id")
    UUID caseFile;

    @Column(name = "participant_id")
    UUID participant;

    @Column(name = "yes_count")
    Integer yes;

    @Column(name = "no_count")
    Integer no;

    @Column(name = "lost_count")
    Integer lost;

    String arm;

    @Column(name = "window_months")
    int windowMonths;

    String event;

    String outcome;

    @Column(name = "observed_on")
    LocalDate observedOn;

    String withdrawn;

    long version;

    @Column(name = "recorded_at")
    Instant recordedAt;

    FollowUpRow() {}

    /** {@code participant} is who is followed up, by a case or without one; null for a group. */
    FollowUpRow(
            UUID community,
            UUID id,
            UUID programme,
            UUID recordedBy,
            UUID participant,
            OutcomeFact.FollowUp followUp,
            Instant at) {
        this.community = community;
        this.id = id;
        this.programme = programme;
        this.recordedBy = recordedBy;
        this.caseFile = followUp.whose().caseFile();
        this.participant = participant;
        var group = followUp.whose().group();
        if (group != null) {
            this.yes = group.yes();
            this.no = group.no();
            this.lost = group.lost();
        }
        this.arm = followUp.arm().wire();
        this.windowMonths = followUp.windowMonths();
        this.event = followUp.event();
        this.outcome = followUp.outcome() == null ? null : followUp.outcome().wire();
        this.observedOn = followUp.observedOn();
        this.version = 1;
        this.recordedAt = at;
    }

    /** With the reference of who recorded it; null for none. */
    FollowUpRow under(String reference) {
        this.externalRef = reference;
        return this;
    }

    @Override
    public void withdraw(String reason, long withdrawnVersion) {
        withdrawn = reason;
        version = withdrawnVersion;
    }
}
