package org.reciprocity.ledger.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TicketDeciderTest {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
    private static final Ticket.Terms TERMS =
            new Ticket.Terms(new UUID(4, 1), new UUID(5, 1), 2, NOW.plusSeconds(3600));
    private static final Ticket ISSUED = after(new Ticket.None(), new TicketCommand.Issue(TERMS));

    @Test
    void admitsOnceUntilItsTimeIsOver() {
        var used = after(ISSUED, new TicketCommand.Check(NOW));
        assertEquals(new Ticket.Used(TERMS, NOW), used);
        assertEquals(
                new TicketDecider.Refusal.AlreadyUsed(NOW), refused(used, new TicketCommand.Check(NOW.plusSeconds(1))));
        assertEquals(
                new TicketDecider.Refusal.AlreadyUsed(NOW),
                refused(used, new TicketCommand.Check(NOW.plusSeconds(9000))));
        assertEquals(
                new TicketDecider.Refusal.IsOver(TERMS.validUntil()),
                refused(ISSUED, new TicketCommand.Check(TERMS.validUntil())));
        var forEver = after(
                new Ticket.None(), new TicketCommand.Issue(new Ticket.Terms(TERMS.offer(), TERMS.exchange(), 1, null)));
        assertInstanceOf(Ticket.Used.class, after(forEver, new TicketCommand.Check(NOW.plusSeconds(1L << 40))));
    }

    @Test
    void isVoidedUnlessItHasAdmitted() {
        var voided = after(ISSUED, new TicketCommand.Annul());
        assertEquals(new TicketDecider.Refusal.IsVoid(), refused(voided, new TicketCommand.Check(NOW)));
        assertEquals(voided, after(voided, new TicketCommand.Annul()));
        var used = after(ISSUED, new TicketCommand.Check(NOW));
        assertEquals(used, after(used, new TicketCommand.Annul()));
        assertEquals(new Ticket.None(), after(new Ticket.None(), new TicketCommand.Annul()));
        assertEquals(new TicketDecider.Refusal.NotFound(), refused(new Ticket.None(), new TicketCommand.Check(NOW)));
        assertEquals(new TicketDecider.Refusal.AlreadyIssued(), refused(ISSUED, new TicketCommand.Issue(TERMS)));
    }

    @Test
    void hasACodeThatCanBeReadOutAndTypedAnyHow() {
        var code = TicketCode.of("key", new UUID(7, 7));
        assertTrue(code.shown().matches("[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}"));
        assertEquals(Optional.of(code), TicketCode.typed(code.shown()));
        assertEquals(
                Optional.of(code),
                TicketCode.typed(code.shown()
                        .toLowerCase(java.util.Locale.ROOT)
                        .replace('0', 'o')
                        .replace('1', 'l')
                        .replace('-', ' ')));
        assertEquals(Optional.empty(), TicketCode.typed(code.symbols() + "0"));
        assertEquals(Optional.empty(), TicketCode.typed(code.symbols().substring(1)));
        assertEquals(Optional.empty(), TicketCode.typed("UUUUU-UUUUU"));
    }

    @Test
    void keepsADigestThatIsOfOneKeyAndOnePartner() {
        var code = TicketCode.of("key", new UUID(7, 7));
        var digest = code.digest("key", new UUID(2, 2));
        assertTrue(Arrays.equals(digest, code.digest("key", new UUID(2, 2))));
        assertFalse(Arrays.equals(digest, code.digest("key", new UUID(2, 3))));
        assertFalse(Arrays.equals(digest, code.digest("other", new UUID(2, 2))));
        assertNotEquals(code, TicketCode.of("other", new UUID(7, 7)));
        assertNotEquals(code, TicketCode.of("key", new UUID(7, 8)));
    }

    @Property(tries = 500)
    void findsEveryWrongSymbolAndEverySwap(
            @ForAll long seed,
            @ForAll @IntRange(max = 9) int first,
            @ForAll @IntRange(max = 9) int second,
            @ForAll @IntRange(max = 31) int wrong) {
        var code = TicketCode.of("key", new UUID(seed, seed)).symbols();
        assertEquals(10, code.length());
        var mistyped = new StringBuilder(code);
        mistyped.setCharAt(first, ALPHABET.charAt(wrong));
        assertEquals(
                mistyped.toString().equals(code),
                TicketCode.typed(mistyped.toString()).isPresent());
        var swapped = new StringBuilder(code);
        swapped.setCharAt(first, code.charAt(second));
        swapped.setCharAt(second, code.charAt(first));
        assertEquals(
                swapped.toString().equals(code),
                TicketCode.typed(swapped.toString()).isPresent());
    }

    private static Ticket after(Ticket ticket, TicketCommand command) {
        var after = ticket;
        for (var event : happened(ticket, command)) {
            after = TicketDecider.evolve(after, event);
        }
        return after;
    }

    private static List<TicketEvent> happened(Ticket ticket, TicketCommand command) {
        return assertInstanceOf(TicketDecider.Decision.Accepted.class, TicketDecider.decide(ticket, command))
                .events();
    }

    private static TicketDecider.Refusal refused(Ticket ticket, TicketCommand command) {
        return assertInstanceOf(TicketDecider.Decision.Rejected.class, TicketDecider.decide(ticket, command))
                .refusal();
    }
}
