/** Closes days and months: cuts editions when they are due or asked for, and tells what one restates of the one before. */
package org.reciprocity.reporting.closing;
