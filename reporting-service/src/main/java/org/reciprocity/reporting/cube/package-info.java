/** The fixed set of tables that is published of a community: which numbers there are, and how they hang together. */
package org.reciprocity.reporting.cube;
