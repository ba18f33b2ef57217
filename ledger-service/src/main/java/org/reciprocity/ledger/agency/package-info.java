/** Agencies: the organisations that run, join and pay for communities. */
package org.reciprocity.ledger.agency;
