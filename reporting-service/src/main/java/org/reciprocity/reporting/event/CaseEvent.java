package org.reciprocity.reporting.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;

/** What the ledger tells of cases, from the referral to the end. */
public sealed interface CaseEvent extends Event {

    /**
     * A participant is referred to a programme; the day is not told of every referral, and that a failure elsewhere caused it of those
     * only where one did. Key: the programme.
     */
    record CaseReferred(
            @JsonProperty(value = "case", required = true) UUID caseId,
            @JsonProperty(required = true) UUID agency,
            @JsonProperty(required = true) UUID participant,
            @JsonProperty(required = true) String reason,
            LocalDate referredOn,
            Boolean failureElsewhere)
            implements CaseEvent {
        /** Needs all but the day and the mark. */
        public CaseReferred {
            Objects.requireNonNull(caseId, "case");
            Objects.requireNonNull(agency, "agency");
            Objects.requireNonNull(participant, "participant");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** The programme takes a case. Key: the programme. */
    record CaseAccepted(
            @JsonProperty(value = "case", required = true) UUID caseId) implements CaseEvent {
        /** Needs it. */
        public CaseAccepted {
            Objects.requireNonNull(caseId, "case");
        }
    }

    /** The programme does not take a case. Key: the programme. */
    record CaseDeclined(
            @JsonProperty(value = "case", required = true) UUID caseId,
            @JsonProperty(required = true) String reason) implements CaseEvent {
        /** Needs both. */
        public CaseDeclined {
            Objects.requireNonNull(caseId, "case");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** What is agreed in a case; a later one replaces it. Key: the programme. */
    record CaseAgreed(
            @JsonProperty(value = "case", required = true) UUID caseId,
            @JsonProperty(required = true) long dutyMinutes,
            @JsonProperty(required = true) int peopleHarmed)
            implements CaseEvent {
        /** Needs all. */
        public CaseAgreed {
            Objects.requireNonNull(caseId, "case");
        }
    }

    /** What one unit costs. */
    record Price(
            @JsonProperty(required = true) String currency,
            @JsonProperty(required = true) long pence) {
        /** Needs both. */
        public Price {
            Objects.requireNonNull(currency, "currency");
        }
    }

    /**
     * Support that was given in a case, at its price and at what it would have cost otherwise. That of the first releases has no
     * id. Key: the programme.
     */
    record CaseSupportRecorded(
            @JsonProperty(value = "case", required = true) UUID caseId,
            UUID support,
            @JsonProperty(required = true) LocalDate from,
            @JsonProperty(required = true) LocalDate to,
            @JsonProperty(required = true) String unit,
            @JsonProperty(required = true) long quantity,
            @JsonProperty(required = true) Price unitCost,
            @JsonProperty(required = true) Price counterfactualUnitCost)
            implements CaseEvent {
        /** Needs all but its id. */
        public CaseSupportRecorded {
            Objects.requireNonNull(caseId, "case");
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(to, "to");
            Objects.requireNonNull(unit, "unit");
            Objects.requireNonNull(unitCost, "unitCost");
            Objects.requireNonNull(counterfactualUnitCost, "counterfactualUnitCost");
        }
    }

    /** A case has ended. Key: the programme. */
    record CaseClosed(
            @JsonProperty(value = "case", required = true) UUID caseId,
            @JsonProperty(required = true) String outcome) implements CaseEvent {
        /** Needs both. */
        public CaseClosed {
            Objects.requireNonNull(caseId, "case");
            Objects.requireNonNull(outcome, "outcome");
        }
    }
}
