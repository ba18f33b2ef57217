package org.reciprocity.ledger.outcome;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** A score as it stands. */
@Entity
@Table(name = "measure")
@IdClass(MeasureRow.Key.class)
public class MeasureRow implements Recording.Withdrawable {

    /** Community and measure. */
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

    String instrument;

    int wave;

    String arm;

    BigDecimal score;

    Integer raw;

    String better;

    @Column(name = "beyond_cut_off")
    Boolean beyondCutOff;

    @Column(name = "measured_on")
    LocalDate measuredOn;

    String withdrawn;

    long version;

    @Column(name = "recorded_at")
    Instant recordedAt;

    MeasureRow() {}

    MeasureRow(UUID community, UUID id, UUID programme, UUID recordedBy, OutcomeFact.Measure measure, Instant at) {
        this.community = community;
        this.id = id;
        this.programme = programme;
        this.recordedBy = recordedBy;
        this.participant = measure.subject().participant();
        this.groupSize = measure.subject().groupSize();
        this.instrument = measure.instrument();
        this.wave = measure.wave();
        this.arm = measure.arm().wire();
        this.score = measure.reading().score();
        this.raw = measure.reading().raw();
        this.better = measure.reading().better();
        this.beyondCutOff = measure.reading().beyondCutOff();
        this.measuredOn = measure.measuredOn();
        this.version = 1;
        this.recordedAt = at;
    }

    /** With the reference of who recorded it; null for none. */
    MeasureRow under(String reference) {
        this.externalRef = reference;
        return this;
    }

    @Override
    public void withdraw(String reason, long withdrawnVersion) {
        withdrawn = reason;
        version = withdrawnVersion;
    }
}
