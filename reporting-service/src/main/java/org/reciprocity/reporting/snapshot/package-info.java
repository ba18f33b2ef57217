/** What a request reads from: the live generation as it stood at one moment. */
package org.reciprocity.reporting.snapshot;
