package org.reciprocity.ledger.agency;

/** An agency as its stream tells. */
public sealed interface Agency {

    /** Nobody has registered it. */
    record None() implements Agency {}

    /** It is registered. */
    record Registered(String code, String name) implements Agency {}
}
