/** Credit that goes from one community to another: what the two let be outstanding, and the two sides of each transfer. */
package org.reciprocity.ledger.transfer;
