package org.reciprocity.reporting.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** What the matching service tells: offers, requests, rounds and proposals up to their fulfilment. */
public sealed interface MatchEvent extends Event {

    /** Somebody can give. Key: the offer. */
    record OfferMade(
            @JsonProperty(required = true) UUID participant,
            @JsonProperty(required = true) String skill,
            @JsonProperty(required = true) long minutes,
            Optional<Instant> until)
            implements MatchEvent {
        /** Needs all but the end. */
        public OfferMade {
            Objects.requireNonNull(participant, "participant");
            Objects.requireNonNull(skill, "skill");
            until = Event.given(until);
        }
    }

    /** An offer is taken back. Key: the offer. */
    record OfferWithdrawn(@JsonProperty(required = true) String skill) implements MatchEvent {
        /** Needs it. */
        public OfferWithdrawn {
            Objects.requireNonNull(skill, "skill");
        }
    }

    /** An offer stands, or stands again. Key: the offer. */
    record OfferRenewed(@JsonProperty(required = true) String skill) implements MatchEvent {
        /** Needs it. */
        public OfferRenewed {
            Objects.requireNonNull(skill, "skill");
        }
    }

    /** Nobody renewed an offer in time. Key: the offer. */
    record OfferLapsed(@JsonProperty(required = true) String skill) implements MatchEvent {
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
            implements MatchEvent {
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
    record RequestRenewed(@JsonProperty(required = true) Instant until) implements MatchEvent {
        /** Needs it. */
        public RequestRenewed {
            Objects.requireNonNull(until, "until");
        }
    }

    /** A request is taken back. Key: the request. */
    record RequestWithdrawn(@JsonProperty(required = true) String skill) implements MatchEvent {
        /** Needs it. */
        public RequestWithdrawn {
            Objects.requireNonNull(skill, "skill");
        }
    }

    /** A round of matching was run. Key: the round. */
    record RoundRun(@JsonProperty(required = true) String model) implements MatchEvent {
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
            implements MatchEvent {
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
            implements MatchEvent {
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
            implements MatchEvent {
        /** Needs all. */
        public MatchAccepted {
            Objects.requireNonNull(match, "match");
            Objects.requireNonNull(side, "side");
        }
    }

    /** One side says no. Key: the request. */
    record MatchDeclined(
            @JsonProperty(required = true) UUID match,
            @JsonProperty(required = true) String reason) implements MatchEvent {
        /** Needs both. */
        public MatchDeclined {
            Objects.requireNonNull(match, "match");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** What was matched took place, in the programme of the exchange if it has one; the first releases do not say. Key: the request. */
    record MatchFulfilled(
            @JsonProperty(required = true) UUID match,
            @JsonProperty(required = true) UUID exchange,
            @JsonProperty(required = true) long minutes,
            UUID programme)
            implements MatchEvent {
        /** Needs all but the programme. */
        public MatchFulfilled {
            Objects.requireNonNull(match, "match");
            Objects.requireNonNull(exchange, "exchange");
        }
    }

    /** What was matched is as if it had not taken place. Key: the request. */
    record MatchUnfulfilled(
            @JsonProperty(required = true) UUID match,
            @JsonProperty(required = true) UUID exchange) implements MatchEvent {
        /** Needs both. */
        public MatchUnfulfilled {
            Objects.requireNonNull(match, "match");
            Objects.requireNonNull(exchange, "exchange");
        }
    }
}
