package org.reciprocity.ledger.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AccountDeciderTest {
    private static final UUID OWNER = UUID.fromString("01997c10-0000-7000-8000-00000000b001");
    private static final UUID COMMUNITY = UUID.fromString("01997c10-0000-7000-8000-00000000c001");

    @Test
    void opensOnce() {
        var open = new AccountCommand.Open(AccountKind.PARTICIPANT, OWNER, -600L, 6000L);
        var account = after(new Account.None(), open);
        assertEquals(new Account.Open(AccountKind.PARTICIPANT, OWNER, -600L, 6000L), account);
        assertEquals(AccountDecider.Refusal.ALREADY_OPEN, refused(account, open));
    }

    @Test
    void setsLimitsThatIncludeZero() {
        var account = open(AccountKind.PARTICIPANT);
        assertEquals(
                new Account.Open(AccountKind.PARTICIPANT, OWNER, 0L, 0L),
                after(account, new AccountCommand.SetLimits(0L, 0L)));
        assertEquals(
                AccountDecider.Refusal.LIMITS_EXCLUDE_ZERO, refused(account, new AccountCommand.SetLimits(1L, 5L)));
        assertEquals(
                AccountDecider.Refusal.LIMITS_EXCLUDE_ZERO, refused(account, new AccountCommand.SetLimits(-5L, -1L)));
        assertEquals(
                AccountDecider.Refusal.LIMITS_EXCLUDE_ZERO,
                refused(new Account.None(), new AccountCommand.Open(AccountKind.POT, OWNER, 1L, null)));
    }

    @Test
    void letsAccountsOfParticipantsAloneFollowThePolicy() {
        var policy = new AccountCommand.FollowPolicy(-60, 120);
        for (var kind : AccountKind.values()) {
            var account = new Account.Open(kind, UUID.randomUUID(), null, null);
            if (kind == AccountKind.PARTICIPANT) {
                assertEquals(new Account.Open(kind, account.owner(), -60L, 120L), after(account, policy));
                assertEquals(
                        new Account.Suspended(new Account.Open(kind, account.owner(), -60L, 120L)),
                        after(new Account.Suspended(account), policy));
            } else {
                assertEquals(AccountDecider.Refusal.NOT_BY_POLICY, refused(account, policy));
            }
        }
        assertEquals(AccountDecider.Refusal.NOT_OPEN, refused(new Account.None(), policy));
        assertEquals(
                AccountDecider.Refusal.CLOSED,
                refused(new Account.Closed(AccountKind.PARTICIPANT, UUID.randomUUID()), policy));
    }

    @Test
    void knowsWhoseLimitsMayBeSetAndWhoseMayBeMissing() {
        var none = new AccountCommand.SetLimits(null, null);
        assertEquals(AccountDecider.Refusal.LIMITS_MISSING, refused(open(AccountKind.PARTICIPANT), none));
        assertEquals(new Account.Open(AccountKind.POT, OWNER, null, null), after(open(AccountKind.POT), none));
        assertEquals(new Account.Open(AccountKind.AGENCY, OWNER, null, null), after(open(AccountKind.AGENCY), none));
        assertEquals(AccountDecider.Refusal.LIMITS_FIXED, refused(open(AccountKind.ISSUANCE), none));
        assertEquals(AccountDecider.Refusal.LIMITS_FIXED, refused(open(AccountKind.REDEMPTION), none));
        assertEquals(AccountDecider.Refusal.LIMITS_FIXED, refused(open(AccountKind.CLEARING), none));
        assertEquals(AccountDecider.Refusal.NOT_OPEN, refused(new Account.None(), none));
    }

    @Test
    void suspendsAndReopens() {
        var open = open(AccountKind.PARTICIPANT);
        var suspended = after(open, new AccountCommand.Suspend("agreement-broken"));
        assertEquals(new Account.Suspended((Account.Open) open), suspended);
        assertEquals(AccountDecider.Refusal.ALREADY_SUSPENDED, refused(suspended, new AccountCommand.Suspend("again")));
        assertEquals(open, after(suspended, new AccountCommand.Reopen("talked-it-over")));
        assertEquals(AccountDecider.Refusal.NOT_SUSPENDED, refused(open, new AccountCommand.Reopen("why-not")));
        assertEquals(
                new Account.Suspended(new Account.Open(AccountKind.PARTICIPANT, OWNER, -5L, 5L)),
                after(suspended, new AccountCommand.SetLimits(-5L, 5L)));
    }

    @Test
    void closesAtZeroForEver() {
        var open = open(AccountKind.AGENCY);
        assertEquals(AccountDecider.Refusal.NOT_AT_ZERO, refused(open, close(-180, 0)));
        assertEquals(AccountDecider.Refusal.HAS_HOLDS, refused(open, close(60, 60)));
        var closed = after(open, close(0, 0));
        assertEquals(new Account.Closed(AccountKind.AGENCY, OWNER), closed);
        assertEquals(closed, after(after(open, new AccountCommand.Suspend("first")), close(0, 0)));
        for (var command : List.of(
                new AccountCommand.Open(AccountKind.AGENCY, OWNER, null, null),
                new AccountCommand.SetLimits(null, null),
                new AccountCommand.Suspend("late"),
                new AccountCommand.Reopen("come-back"),
                close(0, 0))) {
            assertEquals(AccountDecider.Refusal.CLOSED, refused(closed, command), command::toString);
        }
    }

    @Test
    void leavesTheCommunitysOwnAccountsOpen() {
        for (var kind : List.of(AccountKind.POT, AccountKind.ISSUANCE, AccountKind.REDEMPTION, AccountKind.CLEARING)) {
            assertEquals(
                    AccountDecider.Refusal.STATUS_FIXED,
                    refused(open(kind), new AccountCommand.Suspend("so")),
                    kind::wire);
            assertEquals(AccountDecider.Refusal.STATUS_FIXED, refused(open(kind), close(0, 0)), kind::wire);
        }
        for (var command : List.of(new AccountCommand.Suspend("x"), new AccountCommand.Reopen("x"), close(0, 0))) {
            assertEquals(AccountDecider.Refusal.NOT_OPEN, refused(new Account.None(), command));
        }
    }

    private static AccountCommand close(long balance, long reserved) {
        return new AccountCommand.Close("moved-away", null, balance, reserved);
    }

    @Test
    void derivesIdsThatNeverChange() {
        var id = AccountIds.of(COMMUNITY, AccountKind.PARTICIPANT, OWNER);
        assertEquals(UUID.fromString("22dc5e18-01c2-8dba-91db-20223ea0ec67"), id);
        assertEquals(8, id.version());
        assertEquals(2, id.variant());
        assertNotEquals(id, AccountIds.of(COMMUNITY, AccountKind.REDEMPTION, OWNER));
        assertNotEquals(id, AccountIds.of(OWNER, AccountKind.PARTICIPANT, OWNER));
    }

    private static Account open(AccountKind kind) {
        return after(new Account.None(), new AccountCommand.Open(kind, OWNER, null, null));
    }

    private static Account after(Account account, AccountCommand command) {
        var decision = AccountDecider.decide(account, command);
        var after = account;
        for (var event : assertInstanceOf(AccountDecider.Decision.Accepted.class, decision)
                .events()) {
            after = AccountDecider.evolve(after, event);
        }
        return after;
    }

    private static AccountDecider.Refusal refused(Account account, AccountCommand command) {
        return assertInstanceOf(AccountDecider.Decision.Rejected.class, AccountDecider.decide(account, command))
                .refusal();
    }
}
