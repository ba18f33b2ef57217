package org.reciprocity.reporting.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** What the book tells beside settled and reversed exchanges: accounts and disputes. */
public sealed interface BookEvent extends Event {

    /**
     * A party disputes an exchange, of a programme if it has one; the first releases say neither that nor when it took place. Key: the
     * exchange.
     */
    record ExchangeDisputed(@JsonProperty(required = true) String reason, UUID programme, Instant occurredAt)
            implements BookEvent {
        /** Needs the reason. */
        public ExchangeDisputed {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** A dispute is decided. Key: the exchange. */
    record ExchangeResolved(@JsonProperty(required = true) String outcome) implements BookEvent {
        /** Needs it. */
        public ExchangeResolved {
            Objects.requireNonNull(outcome, "outcome");
        }
    }

    /** An account is opened. Key: the account. */
    record AccountOpened(
            @JsonProperty(required = true) String kind,
            @JsonProperty(required = true) UUID owner) implements BookEvent {
        /** Needs both. */
        public AccountOpened {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(owner, "owner");
        }
    }
}
