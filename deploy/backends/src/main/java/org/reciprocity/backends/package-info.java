/**
 * A real PostgreSQL and a real Kafka broker to test against and to run on one machine: in containers where a container
 * engine answers, embedded otherwise. {@link org.reciprocity.backends.Backends} is the one place that chooses.
 */
package org.reciprocity.backends;
