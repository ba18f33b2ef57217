/**
 * The relay's own coordination and the fold's own de-duplication over a database and a broker in memory, one step at a time
 * under a seeded scheduler that reorders, delays, duplicates, stops, crashes and restarts.
 */
package org.reciprocity.eventlog.simulation;
