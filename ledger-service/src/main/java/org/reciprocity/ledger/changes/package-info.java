/** What has happened that a caller may see, in the order of the log: how an agency follows along without Kafka. */
package org.reciprocity.ledger.changes;
