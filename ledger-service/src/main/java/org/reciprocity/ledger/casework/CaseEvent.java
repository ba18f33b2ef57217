package org.reciprocity.ledger.casework;

import java.util.UUID;

/** What happened in a case. Each names the participant, so that it can be understood by itself. */
public sealed interface CaseEvent {

    /** Somebody was referred. */
    record Referred(Case.Referral referral) implements CaseEvent {}

    /** The programme took it. */
    record Accepted(UUID participant) implements CaseEvent {}

    /** The programme did not take it. */
    record Declined(UUID participant, String reason) implements CaseEvent {}

    /** Something was agreed. */
    record Agreed(UUID participant, Case.Agreement agreement) implements CaseEvent {}

    /** Support was given. */
    record SupportRecorded(UUID participant, Case.Support support) implements CaseEvent {}

    /** It ended. */
    record Closed(UUID participant, Case.Ending ending) implements CaseEvent {}
}
