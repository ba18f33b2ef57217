package org.reciprocity.ledger.enrolment;

import java.time.LocalDate;
import java.util.Set;

/** What can be asked of an enrolment. */
public sealed interface EnrolmentCommand {

    /**
     * Make it.
     *
     * @param terms what it says
     * @param overlaps whether the participant is in the programme, in that role, on one of these days already
     * @param arms the arms in which the same person is in the programme already, by enrolments and by outcomes
     * @param referenceTaken whether the agency has used the reference for another
     */
    record Enrol(Enrolment.Terms terms, boolean overlaps, Set<String> arms, boolean referenceTaken)
            implements EnrolmentCommand {}

    /** End it after the given day. */
    record End(LocalDate to) implements EnrolmentCommand {}
}
