package org.reciprocity.ledger.account;

import java.util.stream.LongStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Whether a community's book is right, as of one moment.
 *
 * @param holds whether everything that must be zero is
 * @param sumMinutes the sum of all balances: zero, for whatever one account gains another gives
 * @param accounts how many accounts there are
 * @param postings how many postings there are
 * @param balancesOffTheirPostings accounts whose balance is not the sum of their postings
 * @param exchangesOffBalance exchanges whose postings do not sum to zero
 * @param exchangesPostedTwice exchanges that moved an account more than once, or were reversed more than once
 * @param outsideLimits accounts that stand outside their limits, which a reversal, a settlement and new limits may bring about
 * @param outsideLimitsUnexplained those of them that none of the three explains: none came after the last posting that would have
 *     been refused there
 * @param reservedMinutes what is held on all accounts together
 * @param reservedAmiss accounts on which less than nothing is held
 * @param closedAccounts how many are closed
 * @param closedOffZero closed accounts that have something, or on which something is held: nobody could reach it
 * @param clearingAccounts how many stand for other communities
 * @param clearingOffMirror those of them whose counterpart in the other community is missing, or does not stand at the opposite
 * @param reservedOffTheirHolds accounts on which not that is reserved what their open holds hold
 * @param offersOffTheirStock redemption offers of which not that is taken what holds and exchanges have
 */
@Schema(name = "Invariants")
public record Invariants(
        boolean holds,
        long sumMinutes,
        long accounts,
        long postings,
        long balancesOffTheirPostings,
        long exchangesOffBalance,
        long exchangesPostedTwice,
        long outsideLimits,
        long outsideLimitsUnexplained,
        long reservedMinutes,
        long reservedAmiss,
        long closedAccounts,
        long closedOffZero,
        long clearingAccounts,
        long clearingOffMirror,
        long reservedOffTheirHolds,
        long offersOffTheirStock) {

    /**
     * From the figures that need no posting, in the order of {@link InvariantsCheck}, and from those that do.
     *
     * @param standing the sum of balances, accounts, those outside their limits, what is reserved, accounts with less than
     *     nothing reserved, closed ones, closed ones off zero, clearing ones, those off their mirror, accounts off their holds,
     *     offers off their stock
     */
    static Invariants of(
            Object[] standing, long postings, long offPostings, long offBalance, long twice, long unexplained) {
        long sum = (Long) standing[0];
        long reservedAmiss = (Long) standing[4];
        long closedOffZero = (Long) standing[6];
        long clearingOffMirror = (Long) standing[8];
        long offHolds = (Long) standing[9];
        long offStock = (Long) standing[10];
        boolean holds = LongStream.of(
                        sum,
                        offPostings,
                        offBalance,
                        twice,
                        unexplained,
                        reservedAmiss,
                        closedOffZero,
                        clearingOffMirror,
                        offHolds,
                        offStock)
                .allMatch(zero -> zero == 0);
        return new Invariants(
                holds,
                sum,
                (Long) standing[1],
                postings,
                offPostings,
                offBalance,
                twice,
                (Long) standing[2],
                unexplained,
                (Long) standing[3],
                reservedAmiss,
                (Long) standing[5],
                closedOffZero,
                (Long) standing[7],
                clearingOffMirror,
                offHolds,
                offStock);
    }
}
