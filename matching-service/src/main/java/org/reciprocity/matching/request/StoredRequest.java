package org.reciprocity.matching.request;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.reciprocity.matching.fit.Languages;
import org.reciprocity.matching.fit.Window;

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
    private String languages;

    @Column(name = "from_time")
    private Instant fromTime;

    @Column(name = "until_time")
    private Instant untilTime;

    @Column(name = "failure_elsewhere")
    private boolean failureElsewhere;

    @Column(name = "could_give")
    private String couldGive;

    private boolean withdrawn;
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
        row.languages = Languages.join(request.terms().languages());
        row.fromTime = request.terms().window().from();
        row.untilTime = request.terms().window().until();
        row.failureElsewhere = request.terms().failureElsewhere();
        row.couldGive = request.couldGive().code();
        row.withdrawn = false;
        row.version = request.version();
        row.recordedAt = recordedAt;
        return row;
    }

    Request state() {
        var terms = new RequestTerms(
                skill,
                acceptsGroup,
                minutes,
                area,
                Languages.split(languages),
                new Window(fromTime, untilTime),
                failureElsewhere);
        var answer = CouldGive.of(couldGive);
        return withdrawn
                ? new Request.Withdrawn(version, participant, terms, answer)
                : new Request.Open(version, participant, terms, answer);
    }

    void become(Request request) {
        version = request.version();
        withdrawn = request instanceof Request.Withdrawn;
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
                fromTime,
                untilTime,
                failureElsewhere,
                RequestView.CouldGiveView.of(offer),
                withdrawn ? "withdrawn" : "open",
                agency,
                recordedAt,
                version);
    }

    long minutes() {
        return minutes;
    }
}
