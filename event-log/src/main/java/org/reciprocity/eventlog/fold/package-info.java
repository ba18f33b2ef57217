/**
 * Folding a log from Kafka into PostgreSQL, each record exactly once in effect: what was folded and the positions it was folded
 * up to commit in one transaction, guarded by an epoch that every assignment of a partition raises.
 *
 * <p>The database needs the table of {@code db/fold}.
 */
package org.reciprocity.eventlog.fold;
