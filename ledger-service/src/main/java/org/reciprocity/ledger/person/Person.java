package org.reciprocity.ledger.person;

/** Whether it is known who a participant is. */
public sealed interface Person {

    /** Those who look after the participant know. */
    record Known() implements Person {}

    /** Nobody knows any more. */
    record Erased() implements Person {}
}
