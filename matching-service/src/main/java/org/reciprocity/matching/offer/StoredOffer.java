package org.reciprocity.matching.offer;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.reciprocity.matching.fit.Languages;
import org.reciprocity.matching.fit.Reach;
import org.reciprocity.matching.fit.Window;

/** The present state of an offer as its row has it: what its events fold to. */
@Entity
@Table(name = "offer")
public class StoredOffer {
    @Id
    private UUID id;

    private UUID community;
    private UUID participant;
    private UUID agency;
    private String skill;
    private long minutes;
    private String area;
    private String reach;
    private String languages;

    @Column(name = "from_time")
    private Instant fromTime;

    @Column(name = "until_time")
    private Instant untilTime;

    private UUID request;
    private boolean withdrawn;
    private long version;

    @Column(name = "recorded_at")
    private Instant recordedAt;

    /** For Hibernate. */
    protected StoredOffer() {}

    static StoredOffer made(UUID id, UUID community, UUID agency, UUID request, Instant recordedAt, Offer.Open offer) {
        var row = new StoredOffer();
        row.id = id;
        row.community = community;
        row.participant = offer.participant();
        row.agency = agency;
        row.skill = offer.terms().skill();
        row.minutes = offer.terms().minutes();
        row.area = offer.terms().area();
        row.reach = offer.terms().reach().code();
        row.languages = Languages.join(offer.terms().languages());
        row.fromTime = offer.terms().window().from();
        row.untilTime = offer.terms().window().until();
        row.request = request;
        row.withdrawn = false;
        row.version = offer.version();
        row.recordedAt = recordedAt;
        return row;
    }

    Offer state() {
        var terms = new OfferTerms(
                skill, minutes, area, Reach.of(reach), Languages.split(languages), new Window(fromTime, untilTime));
        return withdrawn
                ? new Offer.Withdrawn(version, participant, terms)
                : new Offer.Open(version, participant, terms);
    }

    void become(Offer offer) {
        version = offer.version();
        withdrawn = offer instanceof Offer.Withdrawn;
    }

    long minutes() {
        return minutes;
    }

    long version() {
        return version;
    }

    UUID id() {
        return id;
    }

    UUID community() {
        return community;
    }

    UUID participant() {
        return participant;
    }

    OfferView view(long remainingMinutes) {
        return new OfferView(
                id,
                community,
                participant,
                skill,
                minutes,
                remainingMinutes,
                area,
                Languages.list(Languages.split(languages)),
                reach,
                fromTime,
                untilTime,
                request,
                withdrawn ? "withdrawn" : "open",
                agency,
                recordedAt,
                version);
    }
}
