package org.reciprocity.reporting.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** What the ledger tells of contracts, appraisals and claims, which are kept as they are and reckoned with when they are asked for. */
public sealed interface DocumentEvent extends Event {

    /** A commissioner commissions providers for outcomes. Key: the community. */
    record ContractLet(
            @JsonProperty(required = true) UUID contract,
            @JsonProperty(required = true) String code,
            @JsonProperty(required = true) UUID commissioner,
            @JsonProperty(required = true) List<UUID> programmes,
            @JsonProperty(required = true) List<UUID> providers,
            @JsonProperty(required = true) LocalDate from,
            @JsonProperty(required = true) LocalDate to,
            @JsonProperty(required = true) JsonNode domains,
            @JsonProperty(required = true) String paidOn,
            @JsonProperty(required = true) String counterFigure)
            implements DocumentEvent {
        /** Needs all. */
        public ContractLet {
            Objects.requireNonNull(contract, "contract");
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(commissioner, "commissioner");
            programmes = List.copyOf(programmes);
            providers = List.copyOf(providers);
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(to, "to");
            Objects.requireNonNull(domains, "domains");
            Objects.requireNonNull(paidOn, "paidOn");
            Objects.requireNonNull(counterFigure, "counterFigure");
        }

        /** The body as {@link CanonicalJson}. */
        public String body() {
            return CanonicalJson.object()
                    .with("contract", contract)
                    .with("code", code)
                    .with("commissioner", commissioner)
                    .with("programmes", programmes)
                    .with("providers", providers)
                    .with("from", from)
                    .with("to", to)
                    .with("domains", domains)
                    .with("paidOn", paidOn)
                    .with("counterFigure", counterFigure)
                    .text();
        }
    }

    /** A contract has ended. Key: the community. */
    record ContractEnded(
            @JsonProperty(required = true) UUID contract,
            @JsonProperty(required = true) LocalDate endedOn,
            @JsonProperty(required = true) String reason)
            implements DocumentEvent {
        /** Needs all. */
        public ContractEnded {
            Objects.requireNonNull(contract, "contract");
            Objects.requireNonNull(endedOn, "endedOn");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** The assumptions about who pays for a programme and who saves. Key: the programme. */
    record AppraisalRegistered(
            @JsonProperty(required = true) UUID appraisal,
            @JsonProperty(required = true) String code,
            @JsonProperty(required = true) UUID payer,
            @JsonProperty(required = true) String currency,
            @JsonProperty(required = true) int priceYear,
            @JsonProperty(required = true) int baseYear,
            @JsonProperty(required = true) String schedule,
            @JsonProperty(required = true) JsonNode benefits,
            @JsonProperty(required = true) JsonNode costs)
            implements DocumentEvent {
        /** Needs all. */
        public AppraisalRegistered {
            Objects.requireNonNull(appraisal, "appraisal");
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(payer, "payer");
            Objects.requireNonNull(currency, "currency");
            Objects.requireNonNull(schedule, "schedule");
            Objects.requireNonNull(benefits, "benefits");
            Objects.requireNonNull(costs, "costs");
        }

        /** The body as {@link CanonicalJson}. */
        public String body() {
            return CanonicalJson.object()
                    .with("appraisal", appraisal)
                    .with("code", code)
                    .with("payer", payer)
                    .with("currency", currency)
                    .with("priceYear", priceYear)
                    .with("baseYear", baseYear)
                    .with("schedule", schedule)
                    .with("benefits", benefits)
                    .with("costs", costs)
                    .text();
        }
    }

    /** A published number, and how it is said to come about. Key: the community. */
    record ClaimRegistered(
            @JsonProperty(required = true) UUID claim,
            @JsonProperty(required = true) String code,
            @JsonProperty(required = true) String title,
            @JsonProperty(required = true) BigDecimal stated,
            @JsonProperty(required = true) String unit,
            @JsonProperty(required = true) String formula,
            @JsonProperty(required = true) JsonNode inputs,
            @JsonProperty(required = true) String source,
            @JsonProperty(required = true) List<String> flags,
            Optional<Integer> rounding)
            implements DocumentEvent {
        /** Needs all but the rounding. */
        public ClaimRegistered {
            Objects.requireNonNull(claim, "claim");
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(stated, "stated");
            Objects.requireNonNull(unit, "unit");
            Objects.requireNonNull(formula, "formula");
            Objects.requireNonNull(inputs, "inputs");
            Objects.requireNonNull(source, "source");
            flags = List.copyOf(flags);
            rounding = Event.given(rounding);
        }

        /** The body as {@link CanonicalJson}. */
        public String body() {
            return CanonicalJson.object()
                    .with("claim", claim)
                    .with("code", code)
                    .with("title", title)
                    .with("stated", stated)
                    .with("unit", unit)
                    .with("formula", formula)
                    .with("inputs", inputs)
                    .with("source", source)
                    .with("flags", flags)
                    .with("rounding", rounding.orElse(null))
                    .text();
        }
    }
}
