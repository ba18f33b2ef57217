/** One hash over all figures and balances: what two generations, or two runs, are compared by. */
package org.reciprocity.reporting.digest;
