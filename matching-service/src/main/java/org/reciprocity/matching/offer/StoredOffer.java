package org.reciprocity.matching.offer;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.reciprocity.matching.availability.AvailabilityForm;
import org.reciprocity.matching.fit.Languages;
import org.reciprocity.matching.fit.Period;
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
    private String per;
    private String area;
    private String reach;
    private String languages;

    @Column(name = "from_time")
    private Instant fromTime;

    @Column(name = "until_time")
    private Instant untilTime;

    private String availability;
    private String shows;
    private UUID request;

    @Column(name = "lapses_at")
    private Instant lapsesAt;

    private boolean lapsed;
    private boolean withdrawn;

    @Column(name = "terms_version")
    private long termsVersion;

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
        row.per = offer.terms().per() == null ? null : offer.terms().per().code();
        row.area = offer.terms().area();
        row.reach = offer.terms().reach().code();
        row.languages = Languages.join(offer.terms().languages());
        row.fromTime = offer.terms().window().from();
        row.untilTime = offer.terms().window().until();
        row.availability = AvailabilityForm.column(offer.terms().availability());
        row.shows = Languages.join(offer.terms().shows());
        row.request = request;
        row.termsVersion = offer.version();
        row.recordedAt = recordedAt;
        row.become(offer);
        return row;
    }

    Offer state() {
        var terms = new OfferTerms(
                skill,
                minutes,
                Period.of(per),
                area,
                Reach.of(reach),
                Languages.split(languages),
                new Window(fromTime, untilTime),
                AvailabilityForm.ofColumn(availability),
                Languages.split(shows));
        if (withdrawn) {
            return new Offer.Withdrawn(version, participant, terms);
        }
        return lapsed
                ? new Offer.Lapsed(version, participant, terms, lapsesAt)
                : new Offer.Open(version, participant, terms, lapsesAt);
    }

    final void become(Offer offer) {
        version = offer.version();
        withdrawn = offer instanceof Offer.Withdrawn;
        lapsed = offer instanceof Offer.Lapsed;
        if (offer instanceof Offer.Open open) {
            lapsesAt = open.lapsesAt();
        }
    }

    /** Keeps nothing by which the person could be known. */
    void forget() {
        area = null;
        languages = null;
        availability = null;
        shows = null;
    }

    /** The agency that recorded it. */
    UUID agency() {
        return agency;
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
                per,
                remainingMinutes,
                area,
                Languages.list(Languages.split(languages)),
                reach,
                fromTime,
                untilTime,
                AvailabilityForm.from(AvailabilityForm.ofColumn(availability)),
                Languages.list(Languages.split(shows)),
                request,
                state(withdrawn, lapsed),
                lapsesAt,
                agency,
                recordedAt,
                version);
    }

    static String state(boolean withdrawn, boolean lapsed) {
        if (withdrawn) {
            return "withdrawn";
        }
        return lapsed ? "lapsed" : "open";
    }
}
