package org.reciprocity.ledger.community;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A community as it stands. */
@Entity
@Table(name = "community")
public class CommunityRow {
    @Id
    UUID id;

    String code;

    String name;

    @Column(name = "time_zone")
    String timeZone;

    @Column(name = "lead_agency_id")
    UUID lead;

    @Column(name = "participant_floor")
    int participantFloor;

    @Column(name = "participant_ceiling")
    int participantCeiling;

    @Column(name = "pot_floor")
    int potFloor;

    @Column(name = "agency_floor")
    int agencyFloor;

    @Column(name = "max_leg")
    int maxLeg;

    int tolerance;

    String confirmation;

    @Column(name = "auto_confirm_hours")
    Integer autoConfirmHours;

    @Column(name = "lapse_hours")
    Integer lapseHours;

    @Column(name = "hold_expiry_hours")
    int holdExpiryHours;

    /** Whether there may be accounts that have to follow a policy that was changed. */
    @Column(name = "limits_due")
    boolean limitsDue;

    @Column(name = "recorded_by")
    UUID recordedBy;

    @Column(name = "external_ref")
    String externalRef;

    long version;

    /** Given by the database; lists are ordered by it. */
    @Column(insertable = false, updatable = false)
    Long number;

    @Column(name = "recorded_at")
    Instant recordedAt;

    CommunityRow() {}

    CommunityRow(
            UUID id, CommunityEvent.Founded founded, UUID recordedBy, String externalRef, long version, Instant at) {
        this.id = id;
        this.code = founded.code();
        this.name = founded.name();
        this.timeZone = founded.timeZone();
        this.lead = founded.lead();
        this.recordedBy = recordedBy;
        this.externalRef = externalRef;
        this.version = version;
        this.recordedAt = at;
        setPolicy(founded.policy());
    }

    /** Other rules: accounts that follow the policy get its limits soon. */
    void changePolicy(Policy policy) {
        limitsDue |= participantFloor != policy.participantFloorMinutes()
                || participantCeiling != policy.participantCeilingMinutes();
        setPolicy(policy);
    }

    private void setPolicy(Policy policy) {
        this.participantFloor = policy.participantFloorMinutes();
        this.participantCeiling = policy.participantCeilingMinutes();
        this.potFloor = policy.potFloorMinutes();
        this.agencyFloor = policy.agencyFloorMinutes();
        this.maxLeg = policy.maxLegMinutes();
        this.tolerance = policy.toleranceMinutes();
        this.confirmation = policy.confirmation().wire();
        this.autoConfirmHours = policy.autoConfirmAfterHours();
        this.lapseHours = policy.lapseAfterHours();
        this.holdExpiryHours = policy.holdExpiryHours();
    }

    Policy policy() {
        return new Policy(
                participantFloor,
                participantCeiling,
                potFloor,
                agencyFloor,
                maxLeg,
                tolerance,
                Policy.Confirmation.of(confirmation),
                autoConfirmHours,
                lapseHours,
                holdExpiryHours);
    }
}
