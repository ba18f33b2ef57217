package org.reciprocity.ledger.request;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.security.Caller;

/**
 * Confines a token that is one participant's own to what is theirs, before anything else looks at the request. What is not named
 * here is closed to it: a new operation is, until somebody opens it. Another's thing is answered as one that does not exist.
 */
public class ConfinementFilter {
    private static final String EXCHANGE = "select 1 from exchange where id = $1 and $2 = any(parties)";
    private static final String ACCOUNT = "select 1 from account where id = $1 and owner_id = $2";
    private static final String HOLD = "select 1 from hold where id = $1 and participant_id = $2";
    private static final String CONSENT = "select 1 from consent where id = $1 and participant_id = $2";

    /** A party of either side. */
    private static final String TRANSFER = """
            select 1 from transfer t join exchange e on e.id in (t.id, t.counterpart_id)
            where t.id = $1 and $2 = any(e.parties)
            """;

    /** What a confined token may ask, and what keeps it to its own. */
    private static final List<Opened> OPEN = List.of(
            new Opened("GET", "/communities/*", new Everybodys()),
            new Opened("GET", "/programmes", new Everybodys()),
            new Opened("GET", "/programmes/*", new Everybodys()),
            new Opened("GET", "/redemption-offers", new Everybodys()),
            new Opened("GET", "/redemption-offers/*", new Everybodys()),
            new Opened("GET", "/receipt-keys", new Everybodys()),
            new Opened("GET", "/receipt-keys/*", new Everybodys()),
            new Opened("GET", "/participants/*", new Self()),
            new Opened("GET", "/participants/*/details", new Self()),
            new Opened("GET", "/accounts", new Listed("ownerId")),
            new Opened("GET", "/accounts/*", new Owned("account", ACCOUNT)),
            new Opened("GET", "/accounts/*/statement", new Owned("account", ACCOUNT)),
            new Opened("GET", "/exchanges", new Listed("participantId")),
            new Opened("GET", "/exchanges/*", new Owned("exchange", EXCHANGE)),
            new Opened("GET", "/exchanges/*/receipt", new Owned("exchange", EXCHANGE)),
            new Opened("GET", "/exchanges/*/ticket", new Owned("ticket", EXCHANGE)),
            new Opened("POST", "/exchanges", new Decided()),
            new Opened("POST", "/exchanges/*/confirmations", new Owned("exchange", EXCHANGE)),
            new Opened("POST", "/exchanges/*/dispute", new Owned("exchange", EXCHANGE)),
            new Opened("POST", "/exchanges/*/cancellation", new Owned("exchange", EXCHANGE)),
            new Opened("POST", "/exchanges/*/reversal", new Owned("exchange", EXCHANGE)),
            new Opened("GET", "/holds", new Listed("participantId")),
            new Opened("GET", "/holds/*", new Owned("hold", HOLD)),
            new Opened("POST", "/holds", new Decided()),
            new Opened("POST", "/holds/*/capture", new Owned("hold", HOLD)),
            new Opened("POST", "/holds/*/release", new Owned("hold", HOLD)),
            new Opened("GET", "/transfers", new Listed("participantId")),
            new Opened("GET", "/transfers/*", new Owned("transfer", TRANSFER)),
            new Opened("POST", "/transfers", new Decided()),
            new Opened("GET", "/consents", new Listed("participantId")),
            new Opened("GET", "/consents/*", new Owned("consent", CONSENT)),
            new Opened("POST", "/consents", new Decided()),
            new Opened("POST", "/consents/*/withdrawal", new Owned("consent", CONSENT)));

    private static final Uni<Response> PASS = Uni.createFrom().nullItem();

    private final Incoming incoming;
    private final Requests requests;
    private final LongReads reads;

    ConfinementFilter(Incoming incoming, Requests requests, LongReads reads) {
        this.incoming = incoming;
        this.reads = reads;
        this.requests = requests;
    }

    /** How an operation keeps a confined token to what is its bearer's. */
    private sealed interface Bound {}

    /** It tells nothing of any participant. */
    private record Everybodys() implements Bound {}

    /** The path names the participant. */
    private record Self() implements Bound {}

    /** A list that has to be asked for by the participant. */
    private record Listed(String parameter) implements Bound {}

    /** A thing that has to be the participant's: a row is found by its id and theirs. */
    private record Owned(String what, String query) implements Bound {}

    /** The operation reads its body, and looks at whose it is. */
    private record Decided() implements Bound {}

    /** An operation; a star stands for an id. */
    private record Opened(String method, String path, Bound bound) {

        /** What stands for the star, empty text if there is none; nothing if the request is another. */
        Optional<String> id(String asked, String target) {
            if (!method.equals(asked)) {
                return Optional.empty();
            }
            int star = path.indexOf('*');
            if (star < 0) {
                return path.equals(target) ? Optional.of("") : Optional.empty();
            }
            var after = path.substring(star + 1);
            if (target.length() <= star + after.length()
                    || !target.startsWith(path.substring(0, star))
                    || !target.endsWith(after)) {
                return Optional.empty();
            }
            var id = target.substring(star, target.length() - after.length());
            return id.indexOf('/') < 0 ? Optional.of(id) : Optional.empty();
        }
    }

    /** Refuses, or lets pass with null. Runs after the limit of requests, so that looking up is limited too. */
    @ServerRequestFilter(priority = Priorities.USER + 1)
    public Uni<Response> confine(ContainerRequestContext request) {
        var caller = incoming.caller();
        if (!caller.confined()) {
            return PASS;
        }
        var path = incoming.path();
        for (var opened : OPEN) {
            var id = opened.id(request.getMethod(), path);
            if (id.isPresent()) {
                return bound(request, caller, opened.bound(), id.get());
            }
        }
        return Uni.createFrom().item(closed("This is closed to a participant's own token."));
    }

    private Uni<Response> bound(ContainerRequestContext request, Caller caller, Bound bound, String id) {
        var own = Optional.of(caller.participant());
        return switch (bound) {
            case Everybodys everybodys -> PASS;
            case Decided decided -> PASS;
            case Self self -> Ids.parse(id).equals(own) ? PASS : unknown("participant");
            case Listed(String parameter) -> {
                var asked = request.getUriInfo().getQueryParameters().getOrDefault(parameter, List.of());
                yield asked.size() == 1 && Ids.parse(asked.getFirst()).equals(own)
                        ? PASS
                        : Uni.createFrom()
                                .item(closed("A participant's own token lists what is theirs: say so by " + parameter
                                        + "."));
            }
            case Owned owned -> {
                var thing = Ids.parse(id);
                yield thing.isEmpty()
                        ? unknown(owned.what())
                        : read(sql -> sql.select(owned.query(), thing.get(), caller.participant()))
                                .chain(rows -> rows.isEmpty() ? unknown(owned.what()) : PASS);
            }
        };
    }

    /** Sessions belong to event loops: what is answered on a virtual thread is read as its operation reads. */
    private <T> Uni<T> read(Function<Sql, Uni<T>> query) {
        return Thread.currentThread().isVirtual()
                ? Uni.createFrom().item(() -> reads.read(query))
                : requests.read(query);
    }

    private static Uni<Response> unknown(String what) {
        return Uni.createFrom().item(Problem.notFound(what).response());
    }

    private static Response closed(String detail) {
        return Problem.of(ProblemType.CLOSED_TO_OWN_TOKENS, detail).response();
    }
}
