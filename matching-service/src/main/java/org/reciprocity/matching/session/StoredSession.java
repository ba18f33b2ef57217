package org.reciprocity.matching.session;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** The present state of a session as its row has it: what its events fold to. */
@Entity
@Table(name = "session")
public class StoredSession {
    @Id
    private UUID id;

    private UUID match;
    private UUID request;
    private UUID community;
    private UUID giver;
    private UUID receiver;
    private String skill;

    @Column(name = "starts_at")
    private Instant startsAt;

    private long minutes;
    private String state;

    @Column(name = "missed_by")
    private String missedBy;

    private String reason;
    private UUID agency;
    private long version;

    @Column(name = "recorded_at")
    private Instant recordedAt;

    @Column(name = "changed_at")
    private Instant changedAt;

    /** For Hibernate. */
    protected StoredSession() {}

    static StoredSession planned(UUID id, UUID community, UUID agency, Instant recordedAt, Session.Planned session) {
        var row = new StoredSession();
        var terms = session.terms();
        row.id = id;
        row.match = terms.match();
        row.request = terms.request();
        row.community = community;
        row.giver = terms.giver();
        row.receiver = terms.receiver();
        row.skill = terms.skill();
        row.startsAt = terms.startsAt();
        row.minutes = terms.minutes();
        row.agency = agency;
        row.recordedAt = recordedAt;
        row.become(session, recordedAt);
        return row;
    }

    Session state() {
        var terms = new SessionTerms(match, request, giver, receiver, skill, startsAt, minutes);
        return switch (state) {
            case "planned" -> new Session.Planned(version, terms);
            case "held" -> new Session.Held(version, terms);
            case "missed" -> new Session.Missed(version, terms, Absent.of(missedBy));
            case "cancelled" -> new Session.Cancelled(version, terms, reason);
            default -> throw new IllegalStateException("The session " + id + " is in no known state: " + state);
        };
    }

    final void become(Session session, Instant at) {
        version = session.version();
        changedAt = at;
        switch (session) {
            case Session.Unplanned _ -> throw new IllegalArgumentException("A stored session has been planned");
            case Session.Planned _ -> state = "planned";
            case Session.Held _ -> state = "held";
            case Session.Missed missed -> {
                state = "missed";
                missedBy = missed.by().code();
            }
            case Session.Cancelled cancelled -> {
                state = "cancelled";
                reason = cancelled.reason();
            }
        }
    }

    UUID id() {
        return id;
    }

    UUID match() {
        return match;
    }

    UUID request() {
        return request;
    }

    UUID community() {
        return community;
    }

    UUID giver() {
        return giver;
    }

    UUID receiver() {
        return receiver;
    }

    long version() {
        return version;
    }

    SessionView view() {
        return new SessionView(
                id,
                community,
                match,
                giver,
                receiver,
                skill,
                startsAt,
                minutes,
                state,
                missedBy,
                reason,
                agency,
                recordedAt,
                version);
    }
}
