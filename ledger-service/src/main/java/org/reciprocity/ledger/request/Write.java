package org.reciprocity.ledger.request;

import org.hibernate.reactive.mutiny.Mutiny;
import org.reciprocity.eventlog.Sql;

/**
 * The transaction a command runs in.
 *
 * @param session for entities
 * @param sql for everything else, on the same connection
 */
public record Write(Mutiny.Session session, Sql sql) {}
