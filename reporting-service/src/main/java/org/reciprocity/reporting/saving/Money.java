package org.reciprocity.reporting.saving;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.reporting.appraisal.Account;
import org.reciprocity.reporting.appraisal.Amounts;

/** Amounts and accounts as they are answered. */
final class Money {
    static final String UNCONTROLLED = "uncontrolled";

    private Money() {}

    /** An amount as it stands and as it is worth in year 0. */
    @Schema(name = "Amounts", description = "In whole minor units")
    record Both(BigInteger undiscounted, BigInteger discounted) {
        static Both of(Amounts amounts) {
            return new Both(amounts.undiscounted(), amounts.discounted());
        }
    }

    /** What comes back for each unit of cost. */
    @Schema(name = "Returns", description = "What comes back for each unit of cost; none without cost")
    record Return(BigDecimal undiscounted, BigDecimal discounted) {
        static Return of(Amounts.Returns returns) {
            return new Return(
                    returns.undiscounted().orElse(null), returns.discounted().orElse(null));
        }
    }

    /** What somebody pays and what comes back. */
    @Schema(name = "SavingAccount", description = "What somebody pays, and what comes back to them, over the horizon")
    record Side(
            Both cost,

            @Schema(description = "What of the cost is given in kind")
            Both inKind,

            Both benefit,

            @Schema(description = "What of the benefit can be taken out of a budget")
            Both cashable,

            @Schema(description = "What of the benefit rests on effects without comparison")
            Both uncontrolled,

            @Schema(description = "Benefit less cost") Both net,

            @JsonProperty("return") Return returned,

            Return cashableReturn,

            @Schema(
                    description =
                            "The first year, from that of the first cost on, in which discounted benefits are not less than costs;"
                                    + " whatever the horizon; none where that never is, or nothing is paid")
            Integer payback,

            @Schema(description = "What to beware of: uncontrolled") @JsonInclude(JsonInclude.Include.NON_EMPTY)
            List<String> caveats) {

        static Side of(Account account) {
            return new Side(
                    Both.of(account.cost()),
                    Both.of(account.inKind()),
                    Both.of(account.benefit()),
                    Both.of(account.cashable()),
                    Both.of(account.uncontrolled()),
                    Both.of(account.net()),
                    Return.of(account.returns()),
                    Return.of(account.cashableReturns()),
                    account.payback().isPresent() ? account.payback().getAsInt() : null,
                    account.uncontrolled().undiscounted().signum() == 0 ? List.of() : List.of(UNCONTROLLED));
        }
    }
}
