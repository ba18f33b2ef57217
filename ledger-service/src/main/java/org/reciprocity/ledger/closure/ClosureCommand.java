package org.reciprocity.ledger.closure;

import java.util.Set;
import java.util.UUID;
import org.reciprocity.ledger.account.AccountKind;
import org.reciprocity.ledger.account.AccountStatus;

/**
 * Close an account, with what has to be known to decide that.
 *
 * @param kind what the account is for
 * @param status what it is now
 * @param balance what it has, in minutes
 * @param reserved what of it is held
 * @param waiting the exchanges of its owner that wait for something
 * @param cancelWaiting whether they are to be given up
 */
public record ClosureCommand(
        AccountKind kind,
        AccountStatus status,
        long balance,
        long reserved,
        Set<UUID> waiting,
        boolean cancelWaiting) {}
