/**
 * The person behind a participant: details, which are kept encrypted under the person's key and in no event; the record of
 * all that is held; and erasure, after which the participant's id is nobody's.
 */
package org.reciprocity.ledger.person;
