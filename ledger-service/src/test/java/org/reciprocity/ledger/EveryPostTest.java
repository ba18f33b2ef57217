package org.reciprocity.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds for every POST there is, taken from the API's own description. */
@LedgerTest
class EveryPostTest {
    private static final String OF_ITS_ITEMS = "each item or line has its own";
    private static final String OF_ITS_ADDRESS = "its address names it already, and it is there once";
    private static final String SAYS = "it says something of the thing at its address";
    private static final String ONCE = "it happens once to the thing at its address";
    private static final String ASKS = "it asks the service to look, and records nothing of the client's";

    /** What takes no externalRef, and why. */
    private static final Map<String, String> NO_REFERENCE = Map.ofEntries(
            Map.entry("/exchanges/batch", OF_ITS_ITEMS),
            Map.entry("/imports/exchanges", OF_ITS_ITEMS),
            Map.entry("/imports/participants", OF_ITS_ITEMS),
            Map.entry("/imports/unit-costs", OF_ITS_ITEMS),
            Map.entry("/imports/deflators", OF_ITS_ITEMS),
            Map.entry("/imports/measures", OF_ITS_ITEMS),
            Map.entry("/imports/follow-ups", OF_ITS_ITEMS),
            Map.entry("/measures/waves", OF_ITS_ITEMS),
            Map.entry("/communities/{id}/agencies", OF_ITS_ADDRESS),
            Map.entry("/participants/{id}/links", OF_ITS_ADDRESS),
            Map.entry("/communities/{id}/agencies/{agency}/role-removal", SAYS),
            Map.entry("/participants/{id}/identity", SAYS),
            Map.entry("/participants/{id}/details/key", SAYS),
            Map.entry("/exchanges/{id}/confirmations", SAYS),
            Map.entry("/exchanges/{id}/dispute", SAYS),
            Map.entry("/exchanges/{id}/resolution", SAYS),
            Map.entry("/redemption-offers/{id}/stock", SAYS),
            Map.entry("/cases/{id}/agreement", SAYS),
            Map.entry("/cases/{id}/decision", SAYS),
            Map.entry("/clearances/{id}/decision", SAYS),
            Map.entry("/accounts/{id}/suspension", SAYS),
            Map.entry("/accounts/{id}/reopening", SAYS),
            Map.entry("/accounts/{id}/closure", ONCE),
            Map.entry("/participants/{id}/links/{other}/removal", ONCE),
            Map.entry("/participants/{id}/erasure", ONCE),
            Map.entry("/exchanges/{id}/cancellation", ONCE),
            Map.entry("/exchanges/{id}/reversal", ONCE),
            Map.entry("/transfers/{id}/reversal", ONCE),
            Map.entry("/enrolments/{id}/end", ONCE),
            Map.entry("/communities/{id}/agencies/{agency}/end", ONCE),
            Map.entry("/contracts/{id}/end", ONCE),
            Map.entry("/holds/{id}/release", ONCE),
            Map.entry("/redemption-offers/{id}/withdrawal", ONCE),
            Map.entry("/cases/{id}/closure", ONCE),
            Map.entry("/measures/{id}/withdraw", ONCE),
            Map.entry("/service-uses/{id}/withdraw", ONCE),
            Map.entry("/follow-ups/{id}/withdraw", ONCE),
            Map.entry("/costs/{id}/withdraw", ONCE),
            Map.entry("/benefits/{id}/withdraw", ONCE),
            Map.entry("/consents/{id}/withdrawal", ONCE),
            Map.entry("/clearances/{id}/withdrawal", ONCE),
            Map.entry("/training/{id}/withdrawal", ONCE),
            Map.entry("/tickets/check", "it uses up a ticket, once"),
            Map.entry("/key-rotations", ASKS),
            Map.entry("/self-check", ASKS));

    private static List<Described.Operation> posts() {
        return Described.operations().stream()
                .filter(operation -> operation.method().equals("POST"))
                .toList();
    }

    @Test
    void takesAReferenceOfTheClientsWhereSomethingIsCreated() {
        var without = posts().stream()
                .filter(operation ->
                        operation.example() == null || !operation.example().has("externalRef"))
                .map(Described.Operation::path)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(NO_REFERENCE.keySet()), without);
    }

    @Test
    void takesAnIdOfTheClientsWhereItTakesAReference() {
        var without = posts().stream()
                .filter(operation -> operation.example() != null
                        && operation.example().has("externalRef")
                        && !operation.example().has("id"))
                .map(Described.Operation::path)
                .collect(Collectors.toSet());
        assertEquals(Set.of("/holds/{id}/capture"), without, "a capture names the exchange's id");
    }

    /** What ends something comes last, so that as much as can be is done and not refused. */
    private static int order(Described.Operation operation) {
        var path = operation.path();
        if (path.endsWith("/erasure")) {
            return 3;
        }
        return path.endsWith("/closure") || path.endsWith("/end") ? 2 : path.contains("}/") ? 1 : 0;
    }

    @Test
    void answersWhatIsSentAgainUnderItsKeyAsBefore() {
        var town = Town.founded();
        var known = Things.of(town);
        DetailsTest.put(UUID.fromString(known.byName().get("participants")), town.leadToken, "0", DetailsTest.ALL);
        var wrong = new ArrayList<String>();
        var done = new ArrayList<String>();
        var inOrder = posts().stream()
                .sorted(Comparator.comparing(EveryPostTest::order))
                .toList();
        for (var operation : inOrder) {
            if (operation.example() == null && !operation.media().isEmpty()) {
                continue; // Of lists each item is answered again: BatchResourceTest, ImportTest.
            }
            var sent = operation
                    .with(known.path(operation))
                    .query(known.query(operation))
                    .header("Idempotency-Key", UUID.randomUUID().toString());
            var body = operation.example() == null ? "" : known.body(operation).toString();
            var first = sent.send(town.leadToken, body);
            var token = first.statusCode() == 403 ? Tokens.operator() : town.leadToken;
            var told = first.statusCode() == 403 ? sent.send(token, body) : first;
            var again = sent.send(token, body);
            if (told.statusCode() < 300) {
                done.add(operation.path());
            } else if (notKept(told)) {
                continue;
            }
            if (again.statusCode() != told.statusCode()
                    || !again.body().equals(told.body())
                    || !again.headers().firstValue("idempotency-replayed").equals(Optional.of("true"))) {
                wrong.add(operation + " -> " + told.statusCode() + " " + told.body() + ", then " + again.statusCode()
                        + " " + again.headers().map() + " " + again.body());
            }
        }
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
        assertTrue(done.containsAll(List.of("/participants", "/participants/{id}/details/key")), done::toString);
    }

    /** What is wrong in its form is refused before its key is looked at; what the token may not do may be asked for again with another. */
    private static boolean notKept(HttpResponse<String> answer) {
        return answer.statusCode() == 400
                || answer.statusCode() == 403
                || answer.body().contains("\"/problems/invalid-field\"")
                || answer.body().contains("\"/problems/ticket-mistyped\"");
    }
}
