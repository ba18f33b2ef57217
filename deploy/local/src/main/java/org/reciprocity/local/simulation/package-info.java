/** From a scenario to a year of calls: people, what they do by chance, and a naive book that every call keeps within. */
package org.reciprocity.local.simulation;
