package org.reciprocity.ledger.exchange;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.reciprocity.ledger.account.AccountStatus;

/**
 * The accounts an exchange may move, as they stand while nobody else can move them.
 *
 * @param at the time, read when they were locked
 * @param standings by account; those that do not exist are missing
 */
public record Book(Instant at, Map<UUID, Standing> standings) {

    /**
     * How an account stands, in minutes.
     *
     * @param balance what it has
     * @param reserved what of it is held for something
     * @param floor the lowest balance, inclusive; null for none
     * @param ceiling the highest balance, inclusive; null for none
     * @param status whether it takes part in exchanges
     */
    public record Standing(long balance, long reserved, Long floor, Long ceiling, AccountStatus status) {

        /** How it stands when minutes were moved. */
        Standing after(long minutes) {
            return new Standing(Math.addExact(balance, minutes), reserved, floor, ceiling, status);
        }

        /** Whether it would fall below its floor; what is held cannot be spent twice. */
        boolean fallsShort(long minutes) {
            return minutes < 0 && floor != null && Math.addExact(balance - reserved, minutes) < floor;
        }

        /** Whether it would rise above its ceiling. */
        boolean overflows(long minutes) {
            return minutes > 0 && ceiling != null && Math.addExact(balance, minutes) > ceiling;
        }
    }
}
