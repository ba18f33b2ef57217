/** Embedded PostgreSQL and Kafka and the three packaged services on one machine: started, watched and stopped in order. */
package org.reciprocity.local.system;
