/** Measurements of the packaged services, each beside the tool that sets the mark, in the same run. */
package org.reciprocity.local.bench;
