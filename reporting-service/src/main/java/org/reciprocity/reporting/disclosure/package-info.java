/**
 * Disclosure control: what of a set of tables can be published, so that nobody is found out from it. Plain arithmetic; the linear
 * programs are solved elsewhere, by whoever implements {@link org.reciprocity.reporting.disclosure.Solver}.
 */
package org.reciprocity.reporting.disclosure;
