package org.reciprocity.matching.session;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.UUID;
import org.reciprocity.matching.http.Json;
import org.reciprocity.matching.log.MatchesLog.Recorded;

/** A session's events as they are written to the log, under the request's key; see the contracts of {@code session-*.v1}. */
final class SessionRecords {

    private SessionRecords() {}

    static Recorded of(
            SessionEvent event, UUID session, UUID match, UUID request, long version, UUID community, Instant at) {
        return switch (event) {
            case SessionEvent.Planned planned ->
                recorded(
                        "session-planned.v1",
                        session,
                        request,
                        version,
                        community,
                        at,
                        new SessionPlanned(
                                session,
                                match,
                                planned.terms().startsAt(),
                                planned.terms().minutes()));
            case SessionEvent.Held _ ->
                recorded("session-held.v1", session, request, version, community, at, new SessionHeld(session, match));
            case SessionEvent.Missed missed ->
                recorded(
                        "session-missed.v1",
                        session,
                        request,
                        version,
                        community,
                        at,
                        new SessionMissed(session, match, missed.by().code()));
            case SessionEvent.Cancelled cancelled ->
                recorded(
                        "session-cancelled.v1",
                        session,
                        request,
                        version,
                        community,
                        at,
                        new SessionCancelled(session, match, cancelled.reason()));
        };
    }

    private static Recorded recorded(
            String type, UUID session, UUID request, long version, UUID community, Instant at, Record body) {
        return new Recorded(type, request, session, version, community, at, Json.write(body));
    }

    @JsonPropertyOrder({"session", "match", "startsAt", "minutes"})
    private record SessionPlanned(UUID session, UUID match, Instant startsAt, long minutes) {}

    @JsonPropertyOrder({"session", "match"})
    private record SessionHeld(UUID session, UUID match) {}

    @JsonPropertyOrder({"session", "match", "by"})
    private record SessionMissed(UUID session, UUID match, String by) {}

    @JsonPropertyOrder({"session", "match", "reason"})
    private record SessionCancelled(UUID session, UUID match, String reason) {}
}
