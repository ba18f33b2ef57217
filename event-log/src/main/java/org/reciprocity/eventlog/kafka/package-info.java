/** Kafka's side of a relay, through the plain client. */
package org.reciprocity.eventlog.kafka;
