package org.reciprocity.ledger.casework;

import java.time.LocalDate;
import java.util.UUID;

/** What can be asked of a case. */
public sealed interface CaseCommand {

    /**
     * Refer somebody.
     *
     * @param referral who and why
     * @param referenceOf the case that already has the agency's reference; null if none has
     * @param today the day it is where the community is
     */
    record Refer(Case.Referral referral, UUID referenceOf, LocalDate today) implements CaseCommand {}

    /** Take it. */
    record Accept(Actor actor) implements CaseCommand {}

    /** Do not take it, for the reason of a code. */
    record Decline(Actor actor, String reason) implements CaseCommand {}

    /** Write down what is agreed; it replaces what was agreed before. */
    record Agree(Actor actor, Case.Agreement agreement) implements CaseCommand {}

    /**
     * Record support.
     *
     * @param actor who asks
     * @param support the support
     * @param first what has its id or its reference already
     * @param today the day it is where the community is
     */
    record RecordSupport(Actor actor, Case.Support support, First first, LocalDate today) implements CaseCommand {}

    /**
     * What has the id or the reference of support already.
     *
     * @param idInUse whether something has the id
     * @param referenceIn the case in which other support has the agency's reference; null if none has
     */
    record First(boolean idInUse, UUID referenceIn) {}

    /** End it. */
    record Close(Actor actor, Case.Ending ending) implements CaseCommand {}

    /** How the asking agency stands to the case. */
    enum Actor {
        /** It runs the programme, or leads the community. */
        RUNS_IT,
        /** It referred, and does not run the programme. */
        REFERRED
    }
}
