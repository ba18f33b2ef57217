package org.reciprocity.matching.request;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.reciprocity.matching.availability.AvailabilityForm;
import org.reciprocity.matching.fit.Languages;
import org.reciprocity.matching.fit.Reach;
import org.reciprocity.matching.fit.Window;
import org.reciprocity.matching.request.RequestTerms.Helper;
import org.reciprocity.matching.request.RequestTerms.Repeats;

/** The present state of a request as its row has it: what its events fold to. */
@Entity
@Table(name = "request")
public class StoredRequest {
    @Id
    private UUID id;

    private UUID community;
    private UUID participant;
    private UUID agency;
    private String skill;

    @Column(name = "accepts_group")
    private boolean acceptsGroup;

    private long minutes;
    private String area;
    private String reach;
    private String languages;

    @Column(name = "from_time")
    private Instant fromTime;

    @Column(name = "until_time")
    private Instant untilTime;

    private String availability;
    private String role;
    private String setting;
    private String risk;

    @Column(name = "same_helper")
    private boolean sameHelper;

    @Column(name = "failure_elsewhere")
    private boolean failureElsewhere;

    @Column(name = "could_give")
    private String couldGive;

    private String shows;
    private String repeats;

    @Column(name = "repeat_from")
    private Instant repeatFrom;

    @Column(name = "repeat_of")
    private UUID repeatOf;

    @Column(name = "repeat_made")
    private boolean repeatMade;

    private boolean lapsed;
    private boolean withdrawn;

    @Column(name = "terms_version")
    private long termsVersion;

    private long version;

    @Column(name = "recorded_at")
    private Instant recordedAt;

    /** For Hibernate. */
    protected StoredRequest() {}

    static StoredRequest made(UUID id, UUID community, UUID agency, Instant recordedAt, Request.Open request) {
        var row = new StoredRequest();
        row.id = id;
        row.community = community;
        row.participant = request.participant();
        row.agency = agency;
        row.skill = request.terms().skill();
        row.acceptsGroup = request.terms().acceptsGroup();
        row.minutes = request.terms().minutes();
        row.area = request.terms().area();
        row.reach = request.terms().reach().code();
        row.languages = Languages.join(request.terms().languages());
        row.fromTime = request.terms().window().from();
        row.availability = AvailabilityForm.column(request.terms().availability());
        row.role = request.terms().helper().role();
        row.setting = request.terms().helper().setting();
        row.risk = request.terms().helper().risk();
        row.sameHelper = request.terms().sameHelper();
        row.failureElsewhere = request.terms().failureElsewhere();
        row.couldGive = request.couldGive().code();
        row.shows = Languages.join(request.terms().shows());
        if (request.terms().repeats() != null) {
            row.repeats = request.terms().repeats().rule();
            row.repeatFrom = request.terms().repeats().first();
            row.repeatOf = request.terms().repeats().of();
        }
        row.recordedAt = recordedAt;
        row.become(request);
        return row;
    }

    Request state() {
        var terms = terms();
        var answer = CouldGive.of(couldGive);
        if (withdrawn) {
            return new Request.Withdrawn(version, participant, terms, answer);
        }
        return lapsed
                ? new Request.Lapsed(version, participant, terms, answer)
                : new Request.Open(version, participant, terms, answer);
    }

    final RequestTerms terms() {
        return new RequestTerms(
                skill,
                acceptsGroup,
                minutes,
                area,
                Reach.of(reach),
                Languages.split(languages),
                new Window(fromTime, untilTime),
                AvailabilityForm.ofColumn(availability),
                new Helper(role, setting, risk),
                sameHelper,
                failureElsewhere,
                Languages.split(shows),
                repeats == null ? null : new Repeats(repeats, repeatFrom, repeatOf));
    }

    final void become(Request request) {
        version = request.version();
        withdrawn = request instanceof Request.Withdrawn;
        lapsed = request instanceof Request.Lapsed;
        if (request instanceof Request.Open open) {
            untilTime = open.terms().window().until();
            termsVersion = version;
        }
    }

    /** Keeps nothing by which the person could be known. */
    void forget() {
        area = null;
        languages = null;
        availability = null;
        shows = null;
        setting = null;
    }

    /** The next of it is made, or there is none. */
    void repeatMade() {
        repeatMade = true;
    }

    /** The first of those that repeat. */
    UUID repeatRoot() {
        return repeatOf == null ? id : repeatOf;
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

    UUID agency() {
        return agency;
    }

    long version() {
        return version;
    }

    RequestView view(long remainingMinutes, UUID offer) {
        return new RequestView(
                id,
                community,
                participant,
                skill,
                acceptsGroup,
                minutes,
                remainingMinutes,
                area,
                Languages.list(Languages.split(languages)),
                reach,
                fromTime,
                untilTime,
                AvailabilityForm.from(AvailabilityForm.ofColumn(availability)),
                role,
                setting,
                risk,
                sameHelper,
                failureElsewhere,
                Languages.list(Languages.split(shows)),
                repeats,
                repeatOf,
                RequestView.CouldGiveView.of(offer),
                state(withdrawn, lapsed),
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

    long minutes() {
        return minutes;
    }
}
