/** Enrolments: who takes part in which programme, in what role and arm, from when to when. */
package org.reciprocity.ledger.enrolment;
