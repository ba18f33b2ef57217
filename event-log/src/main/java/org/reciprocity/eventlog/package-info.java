/**
 * An append-only event log in PostgreSQL that reaches Kafka exactly once in effect and in order, and the means to fold it.
 * There is no domain word in here.
 */
package org.reciprocity.eventlog;
