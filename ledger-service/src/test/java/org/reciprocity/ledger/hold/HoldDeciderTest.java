package org.reciprocity.ledger.hold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.reciprocity.ledger.account.AccountStatus;

class HoldDeciderTest {
    private static final UUID ACCOUNT = new UUID(9, 1);
    private static final UUID PERSON = new UUID(3, 1);
    private static final UUID PARTNER = new UUID(2, 2);
    private static final UUID PLACER = new UUID(2, 3);
    private static final UUID STRANGER = new UUID(2, 4);
    private static final UUID EXCHANGE = new UUID(5, 1);
    private static final UUID OFFER = new UUID(4, 1);
    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofDays(3));
    private static final HoldCommand.Rules RULES = new HoldCommand.Rules(600, true, Duration.ofDays(90));
    private static final HoldCommand.Standing RICH = new HoldCommand.Standing(500, 0, 0L, AccountStatus.OPEN);
    private static final HoldCommand.Actor BY_PARTNER = new HoldCommand.Actor(PARTNER, false, true);
    private static final HoldCommand.Actor BY_PLACER = new HoldCommand.Actor(PLACER, false, true);
    private static final HoldCommand.Actor BY_LEAD = new HoldCommand.Actor(new UUID(2, 1), true, true);
    private static final HoldCommand.Actor BY_STRANGER = new HoldCommand.Actor(STRANGER, false, true);
    private static final Hold HELD = after(new Hold.None(), place(terms(120, LATER, Hold.How.PARTY), RICH));

    @Test
    void holdsWhatTheAccountCanSpare() {
        assertEquals(new Hold.Held(terms(120, LATER, Hold.How.PARTY)), HELD);
        var almost = new HoldCommand.Standing(200, 80, 0L, AccountStatus.OPEN);
        after(new Hold.None(), place(terms(120, LATER, Hold.How.PARTY), almost));
        assertEquals(
                new HoldDecider.Refusal.InsufficientCredit(ACCOUNT),
                refused(new Hold.None(), place(terms(121, LATER, Hold.How.PARTY), almost)));
        var below = new HoldCommand.Standing(-10, 0, -60L, AccountStatus.OPEN);
        after(new Hold.None(), place(terms(50, LATER, Hold.How.PARTY), below));
        assertEquals(
                new HoldDecider.Refusal.InsufficientCredit(ACCOUNT),
                refused(new Hold.None(), place(terms(51, LATER, Hold.How.PARTY), below)));
    }

    @Test
    void holdsNothingOnAnAccountThatTakesPartInNothing() {
        for (var status : List.of(AccountStatus.SUSPENDED, AccountStatus.CLOSED)) {
            var refusal = refused(
                    new Hold.None(),
                    place(terms(120, LATER, Hold.How.PARTY), new HoldCommand.Standing(500, 0, 0L, status)));
            assertEquals(
                    status == AccountStatus.SUSPENDED
                            ? new HoldDecider.Refusal.AccountSuspended(ACCOUNT)
                            : new HoldDecider.Refusal.AccountClosed(ACCOUNT),
                    refusal);
        }
    }

    @Test
    void takesTheWordOfTheParticipantOrOfSomebodyWhoIsNotPaid() {
        var onBehalf = terms(60, LATER, Hold.How.ON_BEHALF);
        after(new Hold.None(), new HoldCommand.Place(onBehalf, BY_PLACER, RULES, RICH, NOW));
        assertEquals(
                new HoldDecider.Refusal.PaidForTheWord(),
                refused(new Hold.None(), new HoldCommand.Place(onBehalf, BY_PARTNER, RULES, RICH, NOW)));
        assertEquals(
                new HoldDecider.Refusal.MayNotActForOthers(),
                refused(
                        new Hold.None(),
                        new HoldCommand.Place(
                                onBehalf, new HoldCommand.Actor(PLACER, false, false), RULES, RICH, NOW)));
    }

    @Test
    void takesAnOwnTokenForTheOwnWordAlone() {
        var own = terms(60, LATER, Hold.How.PARTY);
        for (var agency : List.of(PLACER, PARTNER)) {
            var theirs = new HoldCommand.Actor(agency, false, false, own.participant());
            var another = new HoldCommand.Actor(agency, false, true, new UUID(3, 99));
            after(new Hold.None(), new HoldCommand.Place(own, theirs, RULES, RICH, NOW));
            assertEquals(
                    new HoldDecider.Refusal.NotTheBearers(),
                    refused(new Hold.None(), new HoldCommand.Place(own, another, RULES, RICH, NOW)));
        }
        assertEquals(
                new HoldDecider.Refusal.PaidForTheWord(),
                refused(new Hold.None(), new HoldCommand.Place(own, BY_PARTNER, RULES, RICH, NOW)));
        assertEquals(
                new HoldDecider.Refusal.SelfConfirmation(),
                refused(
                        new Hold.None(),
                        new HoldCommand.Place(
                                terms(60, LATER, Hold.How.ON_BEHALF),
                                new HoldCommand.Actor(PLACER, false, true, own.participant()),
                                RULES,
                                RICH,
                                NOW)));
        var meddler = new HoldCommand.Actor(PLACER, false, false, new UUID(3, 99));
        var broker = new HoldCommand.Actor(PLACER, false, true, new UUID(3, 99));
        assertEquals(
                new HoldDecider.Refusal.NotTheBearers(),
                refused(HELD, new HoldCommand.Capture(null, EXCHANGE, meddler, NOW)));
        assertEquals(
                new HoldDecider.Refusal.NotTheBearers(), refused(HELD, new HoldCommand.Release("other", meddler, NOW)));
        after(HELD, new HoldCommand.Capture(null, EXCHANGE, broker, NOW));
        after(HELD, new HoldCommand.Release("other", broker, NOW));
    }

    @Test
    void isForARedeemerForMinutesThatCanBeSpentAtOnceAndForATime() {
        assertEquals(
                new HoldDecider.Refusal.NotARedeemer(),
                refused(
                        new Hold.None(),
                        new HoldCommand.Place(
                                terms(60, LATER, Hold.How.PARTY),
                                BY_PLACER,
                                new HoldCommand.Rules(600, false, Duration.ofDays(90)),
                                RICH,
                                NOW)));
        for (int minutes : List.of(0, 601)) {
            assertEquals(
                    new HoldDecider.Refusal.MinutesOutOfRange(600),
                    refused(new Hold.None(), place(terms(minutes, LATER, Hold.How.PARTY), RICH)));
        }
        for (var end : List.of(NOW, NOW.plus(Duration.ofDays(90)).plusMillis(1))) {
            assertEquals(
                    new HoldDecider.Refusal.ExpiryOutOfRange(Duration.ofDays(90)),
                    refused(new Hold.None(), place(terms(60, end, Hold.How.PARTY), RICH)));
        }
        assertEquals(new HoldDecider.Refusal.IdInUse(), refused(HELD, place(terms(60, LATER, Hold.How.PARTY), RICH)));
    }

    @Test
    void isCapturedInFullOrInPartByThoseItConcerns() {
        for (var actor : List.of(BY_PARTNER, BY_PLACER, BY_LEAD)) {
            var captured = assertInstanceOf(
                    Hold.Captured.class, after(HELD, new HoldCommand.Capture(null, EXCHANGE, actor, NOW)));
            assertEquals(120, captured.minutes());
        }
        var part = new HoldCommand.Capture(60, EXCHANGE, BY_PARTNER, NOW);
        assertEquals(
                List.of(new HoldEvent.Captured(ACCOUNT, 60, 60, EXCHANGE)),
                assertInstanceOf(HoldDecider.Decision.Accepted.class, HoldDecider.decide(HELD, part))
                        .events());
        assertEquals(
                new HoldDecider.Refusal.MoreThanHeld(120),
                refused(HELD, new HoldCommand.Capture(121, EXCHANGE, BY_PARTNER, NOW)));
        assertEquals(
                new HoldDecider.Refusal.WrongMinutes(60),
                refused(HELD, new HoldCommand.Capture(90, EXCHANGE, BY_PARTNER, NOW)));
        assertEquals(
                new HoldDecider.Refusal.NotYours(),
                refused(HELD, new HoldCommand.Capture(60, EXCHANGE, BY_STRANGER, NOW)));
        assertEquals(
                new HoldDecider.Refusal.NotHeld("captured"),
                refused(after(HELD, part), new HoldCommand.Capture(60, EXCHANGE, BY_PARTNER, NOW)));
        assertEquals(
                new HoldDecider.Refusal.NotFound(),
                refused(new Hold.None(), new HoldCommand.Capture(60, EXCHANGE, BY_PARTNER, NOW)));
    }

    @Test
    void isReleasedOnce() {
        var released = after(HELD, new HoldCommand.Release("booking-cancelled", BY_PLACER, NOW));
        assertEquals(
                new HoldDecider.Refusal.NotHeld("released"),
                refused(released, new HoldCommand.Release("again", BY_PLACER, NOW)));
        assertEquals(
                new HoldDecider.Refusal.NotYours(),
                refused(HELD, new HoldCommand.Release("booking-cancelled", BY_STRANGER, NOW)));
        assertEquals(
                new HoldDecider.Refusal.NotFound(),
                refused(new Hold.None(), new HoldCommand.Release("booking-cancelled", BY_PLACER, NOW)));
    }

    @Test
    void isOverAtTheTimeItSays() {
        assertEquals(HELD, after(HELD, new HoldCommand.Expire(LATER.minusNanos(1000))));
        var expired = after(HELD, new HoldCommand.Expire(LATER.plusSeconds(600)));
        assertInstanceOf(Hold.Expired.class, expired);
        assertEquals(
                List.of(new HoldEvent.Expired(ACCOUNT, 120, LATER)),
                assertInstanceOf(
                                HoldDecider.Decision.Accepted.class,
                                HoldDecider.decide(HELD, new HoldCommand.Expire(LATER.plusSeconds(600))))
                        .events());
        assertEquals(expired, after(expired, new HoldCommand.Expire(LATER.plusSeconds(900))));
        assertEquals(
                new HoldDecider.Refusal.NotHeld("expired"),
                refused(HELD, new HoldCommand.Capture(60, EXCHANGE, BY_PARTNER, LATER)));
        assertEquals(
                new HoldDecider.Refusal.NotHeld("expired"),
                refused(HELD, new HoldCommand.Release("late", BY_PLACER, LATER)));
    }

    /** Commands in any order, and the clock going on: what is reserved is what is held, and never more than there is. */
    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void reservesWhatIsHeldAndNothingElse(@ForAll @LongRange(min = 0) long seed) {
        var random = new Random(seed);
        var holds = new ArrayList<Hold>();
        var at = NOW;
        long balance = 600;
        long reserved = 0;
        int spent = 0;
        for (int step = 0; step < 200; step++) {
            at = at.plusSeconds(random.nextInt(3600));
            for (int i = 0; i < holds.size(); i++) {
                for (var event : happened(holds.get(i), new HoldCommand.Expire(at))) {
                    holds.set(i, HoldDecider.evolve(holds.get(i), event));
                    reserved += HoldDecider.reserves(event);
                }
            }
            int place = holds.isEmpty() ? 0 : random.nextInt(holds.size());
            var hold = holds.isEmpty() || random.nextInt(3) == 0 ? new Hold.None() : holds.get(place);
            var command =
                    switch (random.nextInt(3)) {
                        case 0 -> new HoldCommand.Capture(random.nextInt(130), EXCHANGE, BY_PARTNER, at);
                        case 1 -> new HoldCommand.Release("other", BY_PLACER, at);
                        default ->
                            new HoldCommand.Place(
                                    terms(
                                            60 * random.nextInt(4),
                                            at.plusSeconds(1 + random.nextInt(36_000)),
                                            Hold.How.PARTY),
                                    BY_PLACER,
                                    RULES,
                                    new HoldCommand.Standing(balance, reserved, 0L, AccountStatus.OPEN),
                                    at);
                    };
            for (var event : happened(hold, command)) {
                var after = HoldDecider.evolve(hold, event);
                if (hold instanceof Hold.None) {
                    holds.add(after);
                } else {
                    holds.set(place, after);
                }
                reserved += HoldDecider.reserves(event);
                if (event instanceof HoldEvent.Captured captured) {
                    balance -= captured.minutes();
                    spent++;
                }
            }
            long held = holds.stream()
                    .mapToLong(each -> each instanceof Hold.Held(Hold.Terms terms) ? terms.minutes() : 0)
                    .sum();
            assertEquals(held, reserved);
            assertTrue(balance - reserved >= 0, "what is held can always be spent");
        }
        assertTrue(spent > 0 || balance == 600);
    }

    private static List<HoldEvent> happened(Hold hold, HoldCommand command) {
        return switch (HoldDecider.decide(hold, command)) {
            case HoldDecider.Decision.Accepted accepted -> accepted.events();
            case HoldDecider.Decision.Rejected rejected -> List.of();
        };
    }

    private static Hold.Terms terms(int minutes, Instant expiresAt, Hold.How how) {
        return new Hold.Terms(
                ACCOUNT,
                PERSON,
                PARTNER,
                PLACER,
                null,
                how,
                new Hold.Purpose(null, OFFER, Math.max(1, minutes / 60)),
                minutes,
                expiresAt);
    }

    private static HoldCommand place(Hold.Terms terms, HoldCommand.Standing standing) {
        return new HoldCommand.Place(terms, BY_PLACER, RULES, standing, NOW);
    }

    private static Hold after(Hold hold, HoldCommand command) {
        var accepted = assertInstanceOf(HoldDecider.Decision.Accepted.class, HoldDecider.decide(hold, command));
        var after = hold;
        for (var event : accepted.events()) {
            after = HoldDecider.evolve(after, event);
        }
        return after;
    }

    private static HoldDecider.Refusal refused(Hold hold, HoldCommand command) {
        return assertInstanceOf(HoldDecider.Decision.Rejected.class, HoldDecider.decide(hold, command))
                .refusal();
    }
}
