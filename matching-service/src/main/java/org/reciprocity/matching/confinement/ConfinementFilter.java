package org.reciprocity.matching.confinement;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.reciprocity.matching.command.Reading;
import org.reciprocity.matching.http.Answer;
import org.reciprocity.matching.http.Callers;
import org.reciprocity.matching.http.Ids;
import org.reciprocity.matching.http.ProblemType;

/**
 * Confines a token that is one participant's own to what is theirs, before anything else looks at the request. What is not named
 * here is closed to it: a new operation is, until somebody opens it. Another's thing is answered as one that does not exist.
 */
public class ConfinementFilter {
    private static final String OFFER = "select from offer where id = $1 and participant = $2";
    private static final String REQUEST = "select from request where id = $1 and participant = $2";
    private static final String PROPOSAL = "select from match where id = $1 and $2 in (giver, receiver)";
    private static final String SESSION = "select from session where id = $1 and $2 in (giver, receiver)";
    private static final String CALENDAR = "select from calendar where id = $1 and participant = $2";

    /** What a confined token may ask, and what keeps it to its own. */
    private static final List<Opened> OPEN = List.of(
            new Opened("GET", "/skills", new Everybodys()),
            new Opened("GET", "/communities/*/matching-policy", new Everybodys()),
            new Opened("POST", "/offers", new Decided()),
            new Opened("GET", "/offers", new Listed()),
            new Opened("GET", "/offers/*", new Owned(OFFER)),
            new Opened("POST", "/offers/*/withdrawal", new Owned(OFFER)),
            new Opened("POST", "/offers/*/renewal", new Owned(OFFER)),
            new Opened("POST", "/requests", new Decided()),
            new Opened("GET", "/requests", new Listed()),
            new Opened("GET", "/requests/*", new Owned(REQUEST)),
            new Opened("POST", "/requests/*/withdrawal", new Owned(REQUEST)),
            new Opened("POST", "/requests/*/renewal", new Owned(REQUEST)),
            new Opened("GET", "/proposals", new Listed()),
            new Opened("GET", "/proposals/*", new Owned(PROPOSAL)),
            new Opened("POST", "/proposals/*/acceptances", new Owned(PROPOSAL)),
            new Opened("POST", "/proposals/*/declines", new Owned(PROPOSAL)),
            new Opened("GET", "/sessions", new Listed()),
            new Opened("GET", "/sessions/*", new Owned(SESSION)),
            new Opened("POST", "/sessions/*/outcome", new Owned(SESSION)),
            new Opened("POST", "/calendars", new Decided()),
            new Opened("GET", "/calendars", new Listed()),
            new Opened("GET", "/calendars/*", new Owned(CALENDAR)),
            new Opened("POST", "/calendars/*/revocation", new Owned(CALENDAR)));

    /** Who has the secret link needs no token, and none is looked at. */
    private static final Opened LINK = new Opened("GET", "/calendars/*/*.ics", new Everybodys());

    private static final String WHOSE = "participantId";
    private static final Uni<Response> PASS = Uni.createFrom().nullItem();

    private final CurrentIdentityAssociation identities;
    private final Reading reading;

    ConfinementFilter(CurrentIdentityAssociation identities, Reading reading) {
        this.identities = identities;
        this.reading = reading;
    }

    /** How an operation keeps a confined token to what is its bearer's. */
    private sealed interface Bound {}

    /** It tells nothing of any participant. */
    private record Everybodys() implements Bound {}

    /** A list that has to be asked for by the participant. */
    private record Listed() implements Bound {}

    /** A thing that has to be the participant's: a row is found by its id and theirs. */
    private record Owned(String query) implements Bound {}

    /** The operation reads its body, and looks at whose it is. */
    private record Decided() implements Bound {}

    /** An operation; a star stands for one segment of the path, the first one for an id. */
    private record Opened(String method, Pattern path, Bound bound) {

        Opened(String method, String path, Bound bound) {
            this(method, Pattern.compile(path.replace(".", "\\.").replace("*", "([^/]+)")), bound);
        }

        /** What stands for the first star, empty text if there is none; nothing if the request is another. */
        Optional<String> id(String asked, String target) {
            var matcher = path.matcher(target);
            if (!method.equals(asked) || !matcher.matches()) {
                return Optional.empty();
            }
            return Optional.of(matcher.groupCount() == 0 ? "" : matcher.group(1));
        }
    }

    /** Refuses, or lets pass with null. */
    @ServerRequestFilter(priority = Priorities.USER)
    public Uni<Response> confine(ContainerRequestContext request) {
        var path = request.getUriInfo().getPath();
        if (LINK.id(request.getMethod(), path).isPresent()) {
            return PASS;
        }
        return identities.getDeferredIdentity().chain(identity -> {
            var bearer = Callers.of(identity).bearer();
            return bearer == null ? PASS : confine(request, path, bearer);
        });
    }

    private Uni<Response> confine(ContainerRequestContext request, String path, UUID bearer) {
        for (var opened : OPEN) {
            var id = opened.id(request.getMethod(), path);
            if (id.isPresent()) {
                return bound(request, bearer, opened.bound(), id.get());
            }
        }
        return closed("This is closed to a participant's own token.");
    }

    private Uni<Response> bound(ContainerRequestContext request, UUID bearer, Bound bound, String id) {
        return switch (bound) {
            case Everybodys _, Decided _ -> PASS;
            case Listed _ -> {
                var asked = request.getUriInfo().getQueryParameters().getOrDefault(WHOSE, List.of());
                yield asked.size() == 1 && Ids.parse(asked.getFirst()).equals(Optional.of(bearer))
                        ? PASS
                        : closed("A participant's own token lists what is theirs: say so by " + WHOSE + ".");
            }
            case Owned(String query) -> {
                var thing = Ids.parse(id);
                yield thing.isEmpty()
                        ? unknown()
                        : reading.sql()
                                .select(query, thing.get(), bearer)
                                .chain(rows -> rows.isEmpty() ? unknown() : PASS);
            }
        };
    }

    private static Uni<Response> unknown() {
        return Uni.createFrom().item(Answer.notFound().toResponse());
    }

    private static Uni<Response> closed(String detail) {
        return Uni.createFrom()
                .item(Answer.problem(ProblemType.ROLE_MISSING, detail).toResponse());
    }
}
