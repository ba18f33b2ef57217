package org.reciprocity.ledger.enrolment;

import java.time.LocalDate;

/** What can be asked of an enrolment. */
public sealed interface EnrolmentCommand {

    /**
     * Make it.
     *
     * @param terms what it says
     * @param overlaps whether the participant is in the programme, in that role, on one of these days already
     * @param referenceTaken whether the agency has used the reference for another
     */
    record Enrol(Enrolment.Terms terms, boolean overlaps, boolean referenceTaken) implements EnrolmentCommand {}

    /** End it after the given day. */
    record End(LocalDate to) implements EnrolmentCommand {}
}
