/** Communities: one currency, one time zone, one policy, a lead agency, and the agencies admitted to it. */
package org.reciprocity.ledger.community;
