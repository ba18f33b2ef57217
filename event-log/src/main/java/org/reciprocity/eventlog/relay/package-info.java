/**
 * How events get their sequence and reach the topics: the coordination alone, in steps of one call each, over two ports
 * ({@link org.reciprocity.eventlog.relay.SequenceStore}, {@link org.reciprocity.eventlog.relay.PublishedLog}). The same
 * classes run over PostgreSQL and Kafka and, step by step, in a simulation.
 */
package org.reciprocity.eventlog.relay;
