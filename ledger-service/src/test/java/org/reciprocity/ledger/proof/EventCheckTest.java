package org.reciprocity.ledger.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.reciprocity.ledger.Book;
import org.reciprocity.ledger.LedgerTest;
import org.reciprocity.ledger.Town;
import org.reciprocity.ledger.request.LongReads;

/** Events that are compared in pieces of a few, by whoever comes next after one was cut off. */
@LedgerTest
@Order(LedgerTest.WHOLE_BOOK)
class EventCheckTest {
    private static final int EXCHANGES = 12;
    private static final long USUAL = 2_000;
    private static final int NONE_AGAIN = 0;

    @Inject
    LongReads reads;

    @Inject
    SelfCheck check;

    private final UUID me = UUID.randomUUID();
    private final List<UUID> exchanges = new ArrayList<>();
    private Town town;
    private UUID giver;
    private UUID receiver;
    private String account;

    /** The book's own check is kept away; all that was there before has been compared. */
    @BeforeEach
    void theLeaseIsOurs() {
        Book.eventually("the check that the service runs has ended", () -> Book.number("""
                with one as (
                    update self_check set runner = '%s', lease_until = clock_timestamp() + interval '1 hour'
                     where lease_until is null and ended_at is not null returning 1)
                select count(*) from one
                """.formatted(me)) == 1);
        town = Town.founded("{\"participantFloorMinutes\":-100000,\"participantCeilingMinutes\":100000}");
        giver = town.participant();
        receiver = town.participant();
        Town.created("/exchanges", town.leadToken, town.service(giver, receiver, 60));
        account = town.account(giver, "participant").get("id").textValue();
        Book.sequenced();
        run(USUAL, NONE_AGAIN, Integer.MAX_VALUE);
        exchanges();
    }

    @AfterEach
    void theCheckMayRun() {
        Book.change("update self_check set runner = null, lease_until = null");
    }

    @Test
    void findsWhatIsWrongBeforeAndAfterThePlaceWhereItWasCutOff() {
        falsify(2, 5);
        falsify(11, 5);
        assertThrows(Stopped.class, () -> run(3, NONE_AGAIN, 2));
        assertEquals(exchangesAt(2), found(), "found before the cut");
        assertTrue(compared() < head(), "it was cut off");

        run(3, NONE_AGAIN, Integer.MAX_VALUE);
        assertEquals(exchangesAt(2, 11), found(), "found after it, and still before it");
        assertEquals(head(), compared());
        assertEquals(1 + EXCHANGES, marked());

        falsify(2, -5);
        falsify(11, -5);
        run(USUAL, NONE_AGAIN, Integer.MAX_VALUE);
        assertEquals(List.of(), found(), "repaired");
    }

    @Test
    void findsWhatIsWrongAtBothEndsOfEveryPieceThoughItIsCutOffAfterEach() {
        for (int piece = 1; piece <= 5; piece++) {
            var wrong = List.of(1, piece, piece + 1, 2 * piece, 2 * piece + 1, EXCHANGES).stream()
                    .distinct()
                    .sorted()
                    .toList();
            wrong.forEach(number -> falsify(number, 7));
            long begun = compared();
            int cuts = 0;
            while (compared() < head()) {
                long before = compared();
                long size = piece;
                assertThrows(Stopped.class, () -> run(size, NONE_AGAIN, 1));
                assertTrue(compared() > before && compared() <= before + size, "one piece of " + size);
                cuts++;
            }
            assertTrue(
                    cuts * (long) piece >= head() - begun && cuts >= EXCHANGES / piece, "cut off " + cuts + " times");
            assertEquals(exchangesAt(wrong), found(), "in pieces of " + piece);
            run(piece, NONE_AGAIN, Integer.MAX_VALUE);
            assertEquals(exchangesAt(wrong), found(), "still");

            wrong.forEach(number -> falsify(number, -7));
            run(USUAL, NONE_AGAIN, Integer.MAX_VALUE);
            assertEquals(List.of(), found(), "repaired");
            exchanges.clear();
            exchanges();
        }
    }

    @Test
    void keepsNoPlaceWithoutTheMarksThatBelongToIt() {
        falsify(1, 5);
        assertThrows(Stopped.class, () -> run(5, NONE_AGAIN, 0));
        assertEquals(1, marked(), "cut off before the first piece was kept");
        falsify(1, -5);
        run(5, NONE_AGAIN, Integer.MAX_VALUE);
        assertEquals(1 + EXCHANGES, marked());
        assertEquals(List.of(), found());
    }

    @Test
    void goesOnLookingAgainWhereItWasCutOff() {
        run(USUAL, NONE_AGAIN, Integer.MAX_VALUE);
        Book.change(
                "update self_check set recompared_lap = recompared_lap + 1, recompared_through = compared_through - "
                        + EXCHANGES);
        falsify(4, 9);
        falsify(EXCHANGES, 9);
        var places = new ArrayList<Long>();
        while (found().size() < 2) {
            long before = compared("recompared_through");
            assertThrows(Stopped.class, () -> run(USUAL, 1, 1));
            long after = compared("recompared_through");
            assertEquals(before + 1, after);
            places.add(after);
        }
        assertEquals(EXCHANGES, places.size());
        assertEquals(exchangesAt(4, EXCHANGES), found());
        falsify(4, -9);
        falsify(EXCHANGES, -9);
        // All is looked at again from the first, whatever was left out here.
        run(USUAL, NONE_AGAIN, Integer.MAX_VALUE);
        assertEquals(List.of(), found(), "repaired");
    }

    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Runs from where it was, in pieces, and is cut off after so many were kept. */
    private void run(long piece, int again, int cutAfter) {
        var row = Book.rows("select compared_through, compared_lap, recompared_through, recompared_lap from self_check")
                .getFirst();
        var findings = new Findings(reads);
        var left = new int[] {cutAfter};
        new EventCheck(
                        reads,
                        findings,
                        findings.all(),
                        (places, walk, lap, entries) -> {
                            if (left[0]-- <= 0) {
                                throw new Stopped();
                            }
                            assertEquals(1, check.told(me, places, walk, lap, entries), "the lease is ours");
                            if (left[0] == 0) {
                                throw new Stopped();
                            }
                        },
                        piece)
                .run(
                        new EventCheck.Places(
                                new EventCheck.Walk((Long) row[0], (Long) row[1]),
                                new EventCheck.Walk((Long) row[2], (Long) row[3])),
                        again);
    }

    /** Each is one event, and the giver's posting of its number. */
    private void exchanges() {
        for (int i = 0; i < EXCHANGES; i++) {
            exchanges.add(UUID.fromString(
                    Town.created("/exchanges", town.leadToken, town.service(giver, receiver, 1 + exchanges.size()))
                            .get("id")
                            .textValue()));
        }
        Book.sequenced();
    }

    private void falsify(int number, int minutes) {
        Book.change("update posting set minutes = minutes + %d where account_id = '%s' and exchange_id = '%s'"
                .formatted(minutes, account, exchanges.get(number - 1)));
    }

    private List<UUID> exchangesAt(int... numbers) {
        return exchangesAt(IntStream.of(numbers).boxed().toList());
    }

    private List<UUID> exchangesAt(List<Integer> numbers) {
        return numbers.stream().map(number -> exchanges.get(number - 1)).toList();
    }

    /** The exchanges that were found, in the order of the log. */
    private List<UUID> found() {
        return new Findings(reads)
                .all().stream()
                        .filter(finding -> finding.kind() == Finding.Kind.EVENT
                                && finding.community().equals(town.community))
                        .sorted(Comparator.comparingLong(Finding::sequence))
                        .map(Finding::exchange)
                        .toList();
    }

    private static long head() {
        return Book.number("select sequence from log_head");
    }

    private static long compared() {
        return compared("compared_through");
    }

    private static long compared(String column) {
        return Book.number("select " + column + " from self_check");
    }

    private long marked() {
        return Book.number("select coalesce(max(m.entries), 0)::bigint from event_mark m, self_check s"
                + " where m.walk = 'first' and m.lap = s.compared_lap and m.account_id = '" + account + "'");
    }
}
