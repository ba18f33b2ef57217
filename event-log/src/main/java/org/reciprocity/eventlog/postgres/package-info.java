/** The database's side of a relay, on PostgreSQL through its JDBC driver. */
package org.reciprocity.eventlog.postgres;
