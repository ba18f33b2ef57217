package org.reciprocity.reporting.saving;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.reporting.appraisal.Appraisal;
import org.reciprocity.reporting.appraisal.Horizon;
import org.reciprocity.reporting.snapshot.AsOf;

/** The appraisals of a community, each with what it comes to over all years. */
@Schema(examples = """
        {"community":"01997c10-0000-7000-8000-00000000c001","items":[],
        "asOf":{"generation":3,"ruleVersion":6,"through":{},"suppressed":[]}}
        """)
record AppraisalList(UUID community, List<Item> items, AsOf asOf) {

    /** What some of them come to. */
    static AppraisalList of(List<Appraisal> appraisals, AppraisalAnswer.Read read) {
        return new AppraisalList(
                read.community(),
                appraisals.stream()
                        .map(appraisal -> Item.of(AppraisalAnswer.of(appraisal, Horizon.ALL, read, Optional.empty())))
                        .toList(),
                read.asOf());
    }

    /** One of them. */
    @Schema(name = "AppraisalListItem")
    record Item(
            UUID id,
            UUID programme,
            String code,
            UUID payer,
            String currency,
            int priceYear,
            int baseYear,
            String schedule,
            boolean computed,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<AppraisalAnswer.InTheWay> obstacles,

            @Schema(description = "What the payer pays and gets back, over all years")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            Money.Side payerAccount,

            @Schema(description = "What all agencies pay and get back, over all years")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            Money.Side systemAccount) {

        static Item of(AppraisalAnswer answer) {
            return new Item(
                    answer.id(),
                    answer.programme(),
                    answer.code(),
                    answer.payer(),
                    answer.currency(),
                    answer.priceYear(),
                    answer.baseYear(),
                    answer.schedule(),
                    answer.computed(),
                    answer.obstacles(),
                    answer.result() == null ? null : answer.result().payer(),
                    answer.result() == null ? null : answer.result().system());
        }
    }
}
