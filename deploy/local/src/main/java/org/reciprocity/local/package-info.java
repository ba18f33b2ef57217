/** Everything on one machine: {@code ./dev run}. */
package org.reciprocity.local;
