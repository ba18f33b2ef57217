/** The events that reporting reads, as the contract writes them, and how they are read. */
package org.reciprocity.reporting.event;
