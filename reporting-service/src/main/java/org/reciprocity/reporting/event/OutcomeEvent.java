package org.reciprocity.reporting.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** What the ledger tells of what changed: scores, use of services, and what came about. */
public sealed interface OutcomeEvent extends Event {

    /** A score on an instrument. Key: the programme. */
    record MeasureScored(
            @JsonProperty(required = true) UUID measure,
            Optional<UUID> participant,
            Optional<Integer> groupSize,
            @JsonProperty(required = true) String instrument,
            @JsonProperty(required = true) int wave,
            @JsonProperty(required = true) String arm,
            @JsonProperty(required = true) BigDecimal score,
            @JsonProperty(required = true) LocalDate measuredOn,
            Optional<Integer> raw,
            Optional<String> better,
            Optional<Boolean> beyondCutOff)
            implements OutcomeEvent {
        /** Needs all but one of participant and group, and what the instrument need not have. */
        public MeasureScored {
            Objects.requireNonNull(measure, "measure");
            participant = Event.given(participant);
            groupSize = Event.given(groupSize);
            Objects.requireNonNull(instrument, "instrument");
            Objects.requireNonNull(arm, "arm");
            Objects.requireNonNull(score, "score");
            Objects.requireNonNull(measuredOn, "measuredOn");
            raw = Event.given(raw);
            better = Event.given(better);
            beyondCutOff = Event.given(beyondCutOff);
        }
    }

    /** How often something was used in a number of days. */
    record Use(
            @JsonProperty(required = true) long count,
            @JsonProperty(required = true) long days) {}

    /** Use of a service before and after. Key: the programme. */
    record ServiceUseRecorded(
            @JsonProperty(required = true) UUID serviceUse,
            Optional<UUID> participant,
            Optional<Integer> groupSize,
            @JsonProperty(required = true) String type,
            @JsonProperty(required = true) String arm,
            @JsonProperty(required = true) Use before,
            @JsonProperty(required = true) Use after)
            implements OutcomeEvent {
        /** Needs all but one of participant and group. */
        public ServiceUseRecorded {
            Objects.requireNonNull(serviceUse, "serviceUse");
            participant = Event.given(participant);
            groupSize = Event.given(groupSize);
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(arm, "arm");
            Objects.requireNonNull(before, "before");
            Objects.requireNonNull(after, "after");
        }
    }

    /** How many of a group an event came about with, without, and of how many nobody knows. */
    record Group(
            @JsonProperty(required = true) int yes,
            @JsonProperty(required = true) int no,
            @JsonProperty(required = true) int lost) {}

    /** Whether an event came about within a window. Key: the programme. */
    record FollowUpRecorded(
            @JsonProperty(required = true) UUID followUp,
            @JsonProperty("case") Optional<UUID> caseId,
            Optional<UUID> participant,
            Optional<Group> group,
            @JsonProperty(required = true) String arm,
            @JsonProperty(required = true) int windowMonths,
            @JsonProperty(required = true) String event,
            Optional<String> outcome,
            @JsonProperty(required = true) LocalDate observedOn)
            implements OutcomeEvent {
        /** Needs all but two of case, participant and group, and the outcome, which a group has not. */
        public FollowUpRecorded {
            Objects.requireNonNull(followUp, "followUp");
            caseId = Event.given(caseId);
            participant = Event.given(participant);
            group = Event.given(group);
            Objects.requireNonNull(arm, "arm");
            Objects.requireNonNull(event, "event");
            outcome = Event.given(outcome);
            Objects.requireNonNull(observedOn, "observedOn");
        }
    }

    /** Something recorded of a programme does not count. Key: the programme. */
    record OutcomeWithdrawn(
            @JsonProperty(required = true) UUID outcome,
            @JsonProperty(required = true) String of,
            @JsonProperty(required = true) String reason)
            implements OutcomeEvent {
        /** Needs all. */
        public OutcomeWithdrawn {
            Objects.requireNonNull(outcome, "outcome");
            Objects.requireNonNull(of, "of");
            Objects.requireNonNull(reason, "reason");
        }
    }
}
