/** Which figures are paid on: what contracts say of them, now and as of an edition. */
package org.reciprocity.reporting.payment;
