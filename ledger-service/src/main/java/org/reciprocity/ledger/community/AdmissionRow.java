package org.reciprocity.ledger.community;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** An agency's place in a community as it stands. */
@Entity
@Table(name = "admission")
@IdClass(AdmissionRow.Key.class)
public class AdmissionRow {

    /** Community and agency. */
    public record Key(UUID community, UUID agency) {}

    @Id
    @Column(name = "community_id")
    UUID community;

    @Id
    @Column(name = "agency_id")
    UUID agency;

    String[] roles;

    @Column(name = "recorded_at")
    Instant recordedAt;

    AdmissionRow() {}

    AdmissionRow(UUID community, CommunityEvent.AgencyAdmitted admitted, Instant at) {
        this.community = community;
        this.agency = admitted.agency();
        this.recordedAt = at;
        setRoles(admitted);
    }

    final void setRoles(CommunityEvent.AgencyAdmitted admitted) {
        this.roles = admitted.roles().stream().sorted().map(AdmissionRole::wire).toArray(String[]::new);
    }
}
