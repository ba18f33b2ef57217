package org.reciprocity.reporting.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** What the ledger tells of money: costs, benefits, and what they are reckoned by. */
public sealed interface MoneyEvent extends Event {

    /** What an agency spent on a programme in a year. Amounts are in minor units. Key: the programme. */
    record CostBorne(
            @JsonProperty(required = true) UUID cost,
            @JsonProperty(required = true) UUID agency,
            @JsonProperty(required = true) int year,
            @JsonProperty(required = true) long amount,
            @JsonProperty(required = true) String currency,
            @JsonProperty(required = true) int priceYear,
            @JsonProperty(required = true) boolean inKind,
            @JsonProperty(required = true) boolean preventive,
            @JsonProperty(required = true) int grade,
            Optional<String> item)
            implements MoneyEvent {
        /** Needs all but the item. */
        public CostBorne {
            Objects.requireNonNull(cost, "cost");
            Objects.requireNonNull(agency, "agency");
            Objects.requireNonNull(currency, "currency");
            item = Event.given(item);
        }
    }

    /** What an agency gained from a programme in a year. Key: the programme. */
    record BenefitAccrued(
            @JsonProperty(required = true) UUID benefit,
            @JsonProperty(required = true) UUID agency,
            @JsonProperty(required = true) int year,
            @JsonProperty(required = true) long amount,
            @JsonProperty(required = true) String currency,
            @JsonProperty(required = true) int priceYear,
            @JsonProperty(required = true) boolean cashable,
            @JsonProperty(required = true) int grade,
            Optional<String> item)
            implements MoneyEvent {
        /** Needs all but the item. */
        public BenefitAccrued {
            Objects.requireNonNull(benefit, "benefit");
            Objects.requireNonNull(agency, "agency");
            Objects.requireNonNull(currency, "currency");
            item = Event.given(item);
        }
    }

    /** What one of something costs whom. Key: the community. */
    record UnitCostPublished(
            @JsonProperty(required = true) UUID unitCost,
            @JsonProperty(required = true) String code,
            @JsonProperty(required = true) String title,
            @JsonProperty(required = true) int year,
            @JsonProperty(required = true) String currency,
            @JsonProperty(required = true) long amount,
            @JsonProperty(required = true) String source,
            @JsonProperty(required = true) List<String> inclusions,
            @JsonProperty(required = true) UUID payer,
            @JsonProperty(required = true) int grade)
            implements MoneyEvent {
        /** Needs all. */
        public UnitCostPublished {
            Objects.requireNonNull(unitCost, "unitCost");
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(currency, "currency");
            Objects.requireNonNull(source, "source");
            inclusions = List.copyOf(inclusions);
            Objects.requireNonNull(payer, "payer");
        }
    }

    /** The level of prices of a year. Key: the community. */
    record DeflatorPublished(
            @JsonProperty(required = true) UUID deflator,
            @JsonProperty(required = true) String currency,
            @JsonProperty(required = true) int year,
            @JsonProperty(required = true) BigDecimal index,
            @JsonProperty(required = true) String source)
            implements MoneyEvent {
        /** Needs all. */
        public DeflatorPublished {
            Objects.requireNonNull(deflator, "deflator");
            Objects.requireNonNull(currency, "currency");
            Objects.requireNonNull(index, "index");
            Objects.requireNonNull(source, "source");
        }
    }
}
