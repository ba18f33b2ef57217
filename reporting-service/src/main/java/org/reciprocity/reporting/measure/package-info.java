/** What changed: scores before and after, and use of services before and after. */
package org.reciprocity.reporting.measure;
