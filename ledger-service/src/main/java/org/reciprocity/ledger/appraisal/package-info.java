/** Appraisals: the assumptions by which a programme's benefits are set against its costs. */
package org.reciprocity.ledger.appraisal;
