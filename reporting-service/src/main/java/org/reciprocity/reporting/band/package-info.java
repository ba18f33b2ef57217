/** What bands people tell of themselves: the axes, and the codes of each. */
package org.reciprocity.reporting.band;
