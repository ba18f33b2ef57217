package org.reciprocity.matching.match;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.reciprocity.matching.score.Score;

/** The present state of a match as its row has it: what its events fold to. */
@Entity
@Table(name = "match")
public class StoredMatch {
    @Id
    private UUID id;

    private UUID community;
    private UUID round;

    @Column(name = "instead")
    private UUID instead;

    private UUID offer;

    @Column(name = "offer_version")
    private long offerVersion;

    private UUID request;

    @Column(name = "request_version")
    private long requestVersion;

    private UUID giver;
    private UUID receiver;
    private String skill;
    private long minutes;

    @Column(name = "score_skill")
    private int scoreSkill;

    @Column(name = "score_overlap")
    private int scoreOverlap;

    @Column(name = "score_distance")
    private int scoreDistance;

    @Column(name = "score_give")
    private int scoreGive;

    @Column(name = "score_ceiling")
    private int scoreCeiling;

    @Column(name = "score_new_tie")
    private int scoreNewTie;

    @Column(name = "score_isolation")
    private int scoreIsolation;

    @Column(name = "score_continuity")
    private int scoreContinuity;

    private String state;

    @Column(name = "giver_accepted")
    private boolean giverAccepted;

    @Column(name = "receiver_accepted")
    private boolean receiverAccepted;

    @Column(name = "declined_by")
    private String declinedBy;

    @Column(name = "decline_reason")
    private String declineReason;

    private UUID exchange;

    @Column(name = "fulfilled_minutes")
    private Long fulfilledMinutes;

    private long version;

    @Column(name = "recorded_at")
    private Instant recordedAt;

    @Column(name = "changed_at")
    private Instant changedAt;

    /** For Hibernate. */
    protected StoredMatch() {}

    static StoredMatch proposed(UUID id, UUID community, UUID instead, Instant recordedAt, Match.Proposed match) {
        var row = new StoredMatch();
        var terms = match.terms();
        row.id = id;
        row.community = community;
        row.round = terms.round();
        row.instead = instead;
        row.offer = terms.offer();
        row.offerVersion = terms.offerVersion();
        row.request = terms.request();
        row.requestVersion = terms.requestVersion();
        row.giver = terms.giver();
        row.receiver = terms.receiver();
        row.skill = terms.skill();
        row.minutes = terms.minutes();
        row.scoreSkill = terms.score().skill();
        row.scoreOverlap = terms.score().overlap();
        row.scoreDistance = terms.score().distance();
        row.scoreGive = terms.score().chanceToGive();
        row.scoreCeiling = terms.score().nearCeiling();
        row.scoreNewTie = terms.score().newTie();
        row.scoreIsolation = terms.score().isolation();
        row.scoreContinuity = terms.score().continuity();
        row.recordedAt = recordedAt;
        row.become(match, recordedAt);
        return row;
    }

    MatchTerms terms() {
        return new MatchTerms(
                round,
                offer,
                offerVersion,
                request,
                requestVersion,
                giver,
                receiver,
                skill,
                minutes,
                new Score(
                        scoreSkill,
                        scoreOverlap,
                        scoreDistance,
                        scoreGive,
                        scoreCeiling,
                        scoreNewTie,
                        scoreIsolation,
                        scoreContinuity));
    }

    Match state() {
        return switch (state) {
            case "proposed" -> new Match.Proposed(version, terms(), giverAccepted, receiverAccepted);
            case "agreed" -> new Match.Agreed(version, terms());
            case "declined" ->
                new Match.Declined(
                        version,
                        terms(),
                        Side.of(declinedBy),
                        DeclineReason.of(declineReason).orElseThrow());
            case "fulfilled" -> new Match.Fulfilled(version, terms(), exchange, fulfilledMinutes);
            default -> throw new IllegalStateException("The match " + id + " is in no known state: " + state);
        };
    }

    final void become(Match match, Instant at) {
        version = match.version();
        changedAt = at;
        switch (match) {
            case Match.Unproposed _ -> throw new IllegalArgumentException("A stored match has been proposed");
            case Match.Proposed proposed -> {
                state = "proposed";
                giverAccepted = proposed.giverAccepted();
                receiverAccepted = proposed.receiverAccepted();
            }
            case Match.Agreed _ -> {
                state = "agreed";
                giverAccepted = true;
                receiverAccepted = true;
                exchange = null;
                fulfilledMinutes = null;
            }
            case Match.Declined declined -> {
                state = "declined";
                declinedBy = declined.by().code();
                declineReason = declined.reason().code();
            }
            case Match.Fulfilled fulfilled -> {
                state = "fulfilled";
                exchange = fulfilled.exchange();
                fulfilledMinutes = fulfilled.minutes();
            }
        }
    }

    UUID id() {
        return id;
    }

    UUID community() {
        return community;
    }

    String stateCode() {
        return state;
    }
}
