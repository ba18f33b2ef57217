/** Figures of the network of ties, exact and without randomness. */
package org.reciprocity.reporting.network;
