package org.reciprocity.reporting.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The events that reporting folds one by one, as the contract writes their bodies; settled and reversed exchanges are read by
 * {@link ExchangeScanner} instead. A field that is not required may be absent.
 */
public sealed interface Event {

    /** An agency is known. Key: the agency. */
    record AgencyRegistered(
            @JsonProperty(required = true) String code,
            @JsonProperty(required = true) String name) implements Event {
        /** Needs both. */
        public AgencyRegistered {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(name, "name");
        }
    }

    /** A community is founded. Key: the community. */
    record CommunityFounded(
            @JsonProperty(required = true) String code,
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String timeZone,
            @JsonProperty(required = true) UUID leadAgency)
            implements Event {
        /** Needs all. */
        public CommunityFounded {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(timeZone, "timeZone");
            Objects.requireNonNull(leadAgency, "leadAgency");
        }
    }

    /** An agency is admitted to a community. Key: the community. */
    record AgencyAdmitted(
            @JsonProperty(required = true) UUID agency,
            @JsonProperty(required = true) List<String> roles) implements Event {
        /** Needs both. */
        public AgencyAdmitted {
            Objects.requireNonNull(agency, "agency");
            roles = List.copyOf(roles);
        }
    }

    /** A programme is opened. Key: the programme. */
    record ProgrammeOpened(
            @JsonProperty(required = true) UUID agency,
            @JsonProperty(required = true) String code,
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String design,
            @JsonProperty(required = true) String delivery)
            implements Event {
        /** Needs all. */
        public ProgrammeOpened {
            Objects.requireNonNull(agency, "agency");
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(design, "design");
            Objects.requireNonNull(delivery, "delivery");
        }
    }

    /** A participant is registered. Key: the participant. */
    record ParticipantRegistered(
            @JsonProperty(required = true) UUID agency,
            @JsonProperty(required = true) String kind,
            @JsonProperty(required = true) int size)
            implements Event {
        /** Needs all. */
        public ParticipantRegistered {
            Objects.requireNonNull(agency, "agency");
            Objects.requireNonNull(kind, "kind");
        }
    }

    /** What a participant is from now on. Key: the participant. */
    record ParticipantDescribed(
            @JsonProperty(required = true) UUID agency,
            @JsonProperty(required = true) String kind,
            @JsonProperty(required = true) int size)
            implements Event {
        /** Needs all. */
        public ParticipantDescribed {
            Objects.requireNonNull(agency, "agency");
            Objects.requireNonNull(kind, "kind");
        }
    }

    /** Two ids are one person. Key: the lower of them. */
    record ParticipantsLinked(
            @JsonProperty(required = true) UUID participant,
            @JsonProperty(required = true) UUID sameAs) implements Event {
        /** Needs both. */
        public ParticipantsLinked {
            Objects.requireNonNull(participant, "participant");
            Objects.requireNonNull(sameAs, "sameAs");
        }
    }

    /** A link of two ids is taken back. Key: the lower of them. */
    record ParticipantsUnlinked(
            @JsonProperty(required = true) UUID participant,
            @JsonProperty(required = true) UUID sameAs) implements Event {
        /** Needs both. */
        public ParticipantsUnlinked {
            Objects.requireNonNull(participant, "participant");
            Objects.requireNonNull(sameAs, "sameAs");
        }
    }

    /** A party disputes an exchange. Key: the exchange. */
    record ExchangeDisputed(@JsonProperty(required = true) String reason) implements Event {
        /** Needs it. */
        public ExchangeDisputed {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** A dispute is decided. Key: the exchange. */
    record ExchangeResolved(@JsonProperty(required = true) String outcome) implements Event {
        /** Needs it. */
        public ExchangeResolved {
            Objects.requireNonNull(outcome, "outcome");
        }
    }

    /** A participant joins a programme. Key: the enrolment. */
    record ParticipantEnrolled(
            @JsonProperty(required = true) UUID programme,
            @JsonProperty(required = true) UUID participant,
            @JsonProperty(required = true) String role,
            @JsonProperty(required = true) String arm,
            @JsonProperty(required = true) LocalDate from,
            Optional<LocalDate> to)
            implements Event {
        /** Needs all but the end. */
        public ParticipantEnrolled {
            Objects.requireNonNull(programme, "programme");
            Objects.requireNonNull(participant, "participant");
            Objects.requireNonNull(role, "role");
            Objects.requireNonNull(arm, "arm");
            Objects.requireNonNull(from, "from");
            to = given(to);
        }
    }

    /** A participant leaves a programme. Key: the enrolment. */
    record EnrolmentEnded(@JsonProperty(required = true) LocalDate to) implements Event {
        /** Needs the day. */
        public EnrolmentEnded {
            Objects.requireNonNull(to, "to");
        }
    }

    /** An account is opened. Key: the account. */
    record AccountOpened(
            @JsonProperty(required = true) String kind,
            @JsonProperty(required = true) UUID owner) implements Event {
        /** Needs both. */
        public AccountOpened {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(owner, "owner");
        }
    }

    /** A score on an instrument. Key: the programme. */
    record MeasureScored(
            @JsonProperty(required = true) UUID measure,
            Optional<UUID> participant,
            Optional<Integer> groupSize,
            @JsonProperty(required = true) String instrument,
            @JsonProperty(required = true) int wave,
            @JsonProperty(required = true) String arm,
            @JsonProperty(required = true) BigDecimal score,
            @JsonProperty(required = true) LocalDate measuredOn)
            implements Event {
        /** Needs all but one of participant and group. */
        public MeasureScored {
            Objects.requireNonNull(measure, "measure");
            participant = given(participant);
            groupSize = given(groupSize);
            Objects.requireNonNull(instrument, "instrument");
            Objects.requireNonNull(arm, "arm");
            Objects.requireNonNull(score, "score");
            Objects.requireNonNull(measuredOn, "measuredOn");
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
            implements Event {
        /** Needs all but one of participant and group. */
        public ServiceUseRecorded {
            Objects.requireNonNull(serviceUse, "serviceUse");
            participant = given(participant);
            groupSize = given(groupSize);
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(arm, "arm");
            Objects.requireNonNull(before, "before");
            Objects.requireNonNull(after, "after");
        }
    }

    /** Somebody can give. Key: the offer. */
    record OfferMade(
            @JsonProperty(required = true) UUID participant,
            @JsonProperty(required = true) String skill,
            @JsonProperty(required = true) long minutes,
            Optional<Instant> until)
            implements Event {
        /** Needs all but the end. */
        public OfferMade {
            Objects.requireNonNull(participant, "participant");
            Objects.requireNonNull(skill, "skill");
            until = given(until);
        }
    }

    /** An offer is taken back. Key: the offer. */
    record OfferWithdrawn(@JsonProperty(required = true) String skill) implements Event {
        /** Needs it. */
        public OfferWithdrawn {
            Objects.requireNonNull(skill, "skill");
        }
    }

    /** An offer stands, or stands again. Key: the offer. */
    record OfferRenewed(@JsonProperty(required = true) String skill) implements Event {
        /** Needs it. */
        public OfferRenewed {
            Objects.requireNonNull(skill, "skill");
        }
    }

    /** Nobody renewed an offer in time. Key: the offer. */
    record OfferLapsed(@JsonProperty(required = true) String skill) implements Event {
        /** Needs it. */
        public OfferLapsed {
            Objects.requireNonNull(skill, "skill");
        }
    }

    /** Somebody needs something. Key: the request. */
    record RequestMade(
            @JsonProperty(required = true) UUID participant,
            @JsonProperty(required = true) String skill,
            @JsonProperty(required = true) long minutes,
            @JsonProperty(required = true) Instant from,
            @JsonProperty(required = true) Instant until,
            @JsonProperty(required = true) boolean failureElsewhere,
            @JsonProperty(required = true) String couldGive)
            implements Event {
        /** Needs all. */
        public RequestMade {
            Objects.requireNonNull(participant, "participant");
            Objects.requireNonNull(skill, "skill");
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(until, "until");
            Objects.requireNonNull(couldGive, "couldGive");
        }
    }

    /** It is still needed, until another time. Key: the request. */
    record RequestRenewed(@JsonProperty(required = true) Instant until) implements Event {
        /** Needs it. */
        public RequestRenewed {
            Objects.requireNonNull(until, "until");
        }
    }

    /** A request is taken back. Key: the request. */
    record RequestWithdrawn(@JsonProperty(required = true) String skill) implements Event {
        /** Needs it. */
        public RequestWithdrawn {
            Objects.requireNonNull(skill, "skill");
        }
    }

    /** A round of matching was run. Key: the round. */
    record RoundRun(@JsonProperty(required = true) String model) implements Event {
        /** Needs it. */
        public RoundRun {
            Objects.requireNonNull(model, "model");
        }
    }

    /** Giver and receiver are proposed to each other. Key: the request. */
    record MatchProposed(
            @JsonProperty(required = true) UUID match,
            @JsonProperty(required = true) UUID offer,
            @JsonProperty(required = true) String skill,
            @JsonProperty(required = true) long minutes)
            implements Event {
        /** Needs all. */
        public MatchProposed {
            Objects.requireNonNull(match, "match");
            Objects.requireNonNull(offer, "offer");
            Objects.requireNonNull(skill, "skill");
        }
    }

    /** A broker proposes giver and receiver to each other without a round. Key: the request. */
    record MatchArranged(
            @JsonProperty(required = true) UUID match,
            @JsonProperty(required = true) UUID offer,
            @JsonProperty(required = true) String skill,
            @JsonProperty(required = true) long minutes)
            implements Event {
        /** Needs all. */
        public MatchArranged {
            Objects.requireNonNull(match, "match");
            Objects.requireNonNull(offer, "offer");
            Objects.requireNonNull(skill, "skill");
        }
    }

    /** One side says yes. Key: the request. */
    record MatchAccepted(
            @JsonProperty(required = true) UUID match,
            @JsonProperty(required = true) String side,
            @JsonProperty(required = true) boolean agreed)
            implements Event {
        /** Needs all. */
        public MatchAccepted {
            Objects.requireNonNull(match, "match");
            Objects.requireNonNull(side, "side");
        }
    }

    /** One side says no. Key: the request. */
    record MatchDeclined(
            @JsonProperty(required = true) UUID match,
            @JsonProperty(required = true) String reason) implements Event {
        /** Needs both. */
        public MatchDeclined {
            Objects.requireNonNull(match, "match");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** What was matched took place. Key: the request. */
    record MatchFulfilled(
            @JsonProperty(required = true) UUID match,
            @JsonProperty(required = true) UUID exchange,
            @JsonProperty(required = true) long minutes)
            implements Event {
        /** Needs all. */
        public MatchFulfilled {
            Objects.requireNonNull(match, "match");
            Objects.requireNonNull(exchange, "exchange");
        }
    }

    /** What was matched is as if it had not taken place. Key: the request. */
    record MatchUnfulfilled(
            @JsonProperty(required = true) UUID match,
            @JsonProperty(required = true) UUID exchange) implements Event {
        /** Needs both. */
        public MatchUnfulfilled {
            Objects.requireNonNull(match, "match");
            Objects.requireNonNull(exchange, "exchange");
        }
    }

    private static <T> Optional<T> given(Optional<T> value) {
        return value == null ? Optional.empty() : value;
    }
}
