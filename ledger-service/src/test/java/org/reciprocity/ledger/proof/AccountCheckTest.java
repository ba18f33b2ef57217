package org.reciprocity.ledger.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.reciprocity.ledger.Book;
import org.reciprocity.ledger.LedgerTest;
import org.reciprocity.ledger.Town;
import org.reciprocity.ledger.request.LongReads;

/** Accounts of more postings than one statement reads: ten of them, here. */
@LedgerTest
@Order(LedgerTest.WHOLE_BOOK)
class AccountCheckTest {
    private static final int BOUND = 10;
    private static final int EXCHANGES = 35;

    @Inject
    LongReads reads;

    private Town town;
    private UUID giver;
    private UUID receiver;
    private UUID account;

    /** The book's own check is kept from looking at the same accounts meanwhile. */
    @BeforeEach
    void anAccountOfManyPostings() {
        Book.eventually(
                "the check that the service runs has ended", () -> Book.number("""
                with one as (
                    update self_check set runner = '%s', lease_until = clock_timestamp() + interval '1 hour'
                     where lease_until is null and ended_at is not null returning 1)
                select count(*) from one
                """.formatted(UUID.randomUUID())) == 1);
        town = Town.founded();
        giver = town.participant();
        receiver = town.participant();
        for (int i = 1; i <= EXCHANGES; i++) {
            exchange(i);
        }
        account = UUID.fromString(town.account(giver, "participant").get("id").textValue());
    }

    @AfterEach
    void theCheckMayRun() {
        Book.change("update self_check set runner = null, lease_until = null");
    }

    @Test
    void isRightInManyPieces() {
        assertEquals(List.of(), check(AccountCheckTest::on));
        assertEquals(EXCHANGES, marked());
        assertEquals(balance(), Book.number("select minutes from account_mark where account_id = '" + account + "'"));
        exchange(EXCHANGES + 1);
        assertEquals(List.of(), check(AccountCheckTest::on));
        assertEquals(EXCHANGES + 1, marked());
    }

    @Test
    void isRightWhereThePiecesEndWithTheAccount() {
        for (int i = EXCHANGES + 1; i <= 4 * BOUND; i++) {
            exchange(i);
        }
        assertEquals(List.of(), check(AccountCheckTest::on));
        assertEquals(4 * BOUND, marked());
    }

    @Test
    void namesTheAccountInWhateverPieceAPostingIsWrong() {
        for (int number : List.of(1, 5, 10, 11, 20, 21, 30, 31, 35)) {
            changed("minutes = minutes + 5", "minutes = minutes - 5", number, List.of("balance", "postings"));
            changed("balance = balance + 5", "balance = balance - 5", number, List.of("postings"));
        }
        changed("number = 100", "number = 20", 20, List.of("postings"));
    }

    private void changed(String change, String repair, int number, List<String> expected) {
        Book.change("delete from account_mark where account_id = '" + account + "'");
        var what = change + " of posting " + number;
        Book.change("update posting set %s where account_id = '%s' and number = %d".formatted(change, account, number));
        try {
            assertEquals(expected, check(AccountCheckTest::on), what);
            assertEquals(expected, check(AccountCheckTest::on), "still: " + what);
        } finally {
            int now = change.startsWith("number") ? 100 : number;
            Book.change(
                    "update posting set %s where account_id = '%s' and number = %d".formatted(repair, account, now));
        }
        assertEquals(List.of(), check(AccountCheckTest::on), "repaired: " + what);
        assertEquals(EXCHANGES, marked());
    }

    @Test
    void namesAnAccountThatHasFewerOrMorePostingsThanItSays() {
        for (int off : List.of(-1, 1, -BOUND, BOUND, 5 - EXCHANGES)) {
            Book.change("update account set entries = entries + %d where id = '%s'".formatted(off, account));
            try {
                assertEquals(List.of("postings"), check(AccountCheckTest::on), () -> "by " + off);
            } finally {
                Book.change("update account set entries = entries - %d where id = '%s'".formatted(off, account));
            }
            assertEquals(List.of(), check(AccountCheckTest::on), () -> "repaired, by " + off);
        }
    }

    @Test
    void isRightWhileTheAccountMoves() {
        var more = new AtomicInteger(EXCHANGES);
        Runnable move = () -> {
            if (marked() > 0 && more.get() < 2 * EXCHANGES) {
                exchange(more.incrementAndGet());
            }
        };
        assertEquals(List.of(), check(move));
        assertTrue(more.get() > EXCHANGES, "it moved");
        assertTrue(marked() > EXCHANGES, "what came between the pieces was counted");
        check(AccountCheckTest::on);
        assertEquals(more.get(), marked());
    }

    @Test
    void namesWhatIsWrongWhileTheAccountMoves() {
        var more = new AtomicInteger(EXCHANGES);
        Book.change("update account set balance = balance + 7 where id = '" + account + "'");
        try {
            assertEquals(List.of("balance", "postings"), check(() -> {
                if (more.get() < 2 * EXCHANGES) {
                    exchange(more.incrementAndGet());
                }
            }));
        } finally {
            Book.change("update account set balance = balance - 7 where id = '" + account + "'");
            Book.change("update posting set balance = balance - 7 where account_id = '%s' and number > %d"
                    .formatted(account, EXCHANGES));
        }
        assertEquals(List.of(), check(AccountCheckTest::on));
    }

    @Test
    void goesOnWhereItWasWhenItWasStopped() {
        assertThrows(
                Stopped.class,
                () -> check(() -> {
                    if (marked() >= 2 * BOUND) {
                        throw new Stopped();
                    }
                }));
        long before = marked();
        assertTrue(before >= 2 * BOUND && before < EXCHANGES, () -> "stopped at " + before);

        // What was counted before is not counted again by who comes after, only what follows.
        Book.change(
                "update posting set minutes = minutes + 1, balance = balance + 1 where account_id = '%s' and number = 1"
                        .formatted(account));
        try {
            assertEquals(List.of(), check(AccountCheckTest::on));
            assertEquals(EXCHANGES, marked());
        } finally {
            Book.change(
                    "update posting set minutes = minutes - 1, balance = balance - 1 where account_id = '%s' and number = 1"
                            .formatted(account));
        }
    }

    @Test
    void isCountedAgainOverSeveralChecks() {
        check(AccountCheckTest::on);
        var before = AccountCheck.Place.after(
                new UUID(account.getMostSignificantBits(), account.getLeastSignificantBits() - 1));
        var places = new ArrayList<Long>();
        var place = before;
        do {
            place = again(place);
            places.add(place.entries());
        } while (place.entries() > 0);
        assertEquals(List.of(10L, 20L, 30L, 0L), places);
        assertEquals(account, place.account());

        Book.change(
                "update posting set minutes = minutes + 1 where account_id = '%s' and number = 25".formatted(account));
        try {
            place = again(again(before));
            assertEquals(List.of(), found(), "not come so far");
            assertEquals(AccountCheck.Place.after(account), again(place));
            assertEquals(List.of("balance", "postings"), found());
        } finally {
            Book.change("update posting set minutes = minutes - 1 where account_id = '%s' and number = 25"
                    .formatted(account));
        }
        assertEquals(List.of(), check(AccountCheckTest::on));
    }

    private static void on() {}

    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Forth and back, so that no balance comes near a limit. */
    private void exchange(int number) {
        Town.created(
                "/exchanges",
                town.leadToken,
                number % 2 == 0
                        ? town.service(receiver, giver, 7 + number)
                        : town.service(giver, receiver, 10 + number));
    }

    private AccountCheck.Place again(AccountCheck.Place from) {
        var findings = new Findings(reads);
        return new AccountCheck(reads, findings, findings.all(), AccountCheckTest::on, BOUND).run(from, BOUND);
    }

    private List<String> check(Runnable step) {
        var findings = new Findings(reads);
        new AccountCheck(reads, findings, findings.all(), step, BOUND).run(AccountCheck.Place.after(last()), BOUND);
        return found();
    }

    /** The highest id there is: after it nothing is counted again. */
    private static UUID last() {
        return new UUID(-1, -1);
    }

    private List<String> found() {
        return new Findings(reads)
                .all().stream()
                        .filter(finding -> finding.account().equals(account))
                        .map(finding -> finding.kind().wire())
                        .sorted()
                        .toList();
    }

    private long marked() {
        return Book.number(
                "select coalesce(max(entries), 0)::bigint from account_mark where account_id = '" + account + "'");
    }

    private long balance() {
        return Book.number("select balance from account where id = '" + account + "'");
    }
}
