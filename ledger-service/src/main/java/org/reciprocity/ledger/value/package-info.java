/** Money: what programmes cost agencies and gain them, what one of something costs, and how dear the years were. */
package org.reciprocity.ledger.value;
