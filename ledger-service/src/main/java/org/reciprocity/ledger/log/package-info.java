/** The ledger's event log: its topics, its relay to Kafka, and how it stands. */
package org.reciprocity.ledger.log;
