package org.reciprocity.ledger.enrolment;

import java.time.LocalDate;
import java.util.UUID;

/** What happened to an enrolment. */
public sealed interface EnrolmentEvent {

    /** It was made. */
    record Enrolled(Enrolment.Terms terms) implements EnrolmentEvent {}

    /** It was ended. */
    record Ended(UUID programme, UUID participant, LocalDate to) implements EnrolmentEvent {}
}
