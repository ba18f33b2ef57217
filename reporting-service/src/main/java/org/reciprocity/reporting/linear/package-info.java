/** Linear programs, solved by OR-Tools. */
package org.reciprocity.reporting.linear;
