/** Daily closes and editions: what was said at a time, kept as it was. */
package org.reciprocity.reporting.edition;
