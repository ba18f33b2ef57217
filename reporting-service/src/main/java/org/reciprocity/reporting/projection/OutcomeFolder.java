package org.reciprocity.reporting.projection;

import java.util.UUID;
import org.reciprocity.reporting.event.CanonicalJson;
import org.reciprocity.reporting.event.DocumentEvent;
import org.reciprocity.reporting.event.MoneyEvent;
import org.reciprocity.reporting.event.OutcomeEvent;

/** Folds what changed, and what it cost whom. */
final class OutcomeFolder {
    private final Facts facts;

    OutcomeFolder(Facts facts) {
        this.facts = facts;
    }

    void fold(OutcomeEvent event, UUID key, UUID community, long at) {
        switch (event) {
            case OutcomeEvent.MeasureScored e ->
                facts.put(
                        Fact.SCORE,
                        e.measure(),
                        community,
                        key,
                        e.participant().orElse(null),
                        e.groupSize().orElse(null),
                        e.instrument(),
                        e.wave(),
                        e.arm(),
                        e.score().toPlainString(),
                        e.measuredOn(),
                        e.raw().orElse(null),
                        e.better().orElse(null),
                        e.beyondCutOff().orElse(null));
            case OutcomeEvent.ServiceUseRecorded e ->
                facts.put(
                        Fact.SERVICE_USE,
                        e.serviceUse(),
                        community,
                        key,
                        e.participant().orElse(null),
                        e.groupSize().orElse(null),
                        e.type(),
                        e.arm(),
                        Buckets.of(at),
                        e.before().count(),
                        e.before().days(),
                        e.after().count(),
                        e.after().days());
            case OutcomeEvent.FollowUpRecorded e ->
                facts.put(
                        Fact.FOLLOW_UP,
                        e.followUp(),
                        community,
                        key,
                        e.caseId().orElse(null),
                        e.participant().orElse(null),
                        e.group().map(OutcomeEvent.Group::yes).orElse(null),
                        e.group().map(OutcomeEvent.Group::no).orElse(null),
                        e.group().map(OutcomeEvent.Group::lost).orElse(null),
                        e.arm(),
                        e.windowMonths(),
                        e.event(),
                        e.outcome().orElse(null),
                        e.observedOn());
            case OutcomeEvent.OutcomeWithdrawn e ->
                facts.put(Fact.WITHDRAWN, e.outcome(), community, key, e.of(), e.reason());
        }
    }

    void fold(MoneyEvent event, UUID key, UUID community, long at) {
        switch (event) {
            case MoneyEvent.CostBorne e ->
                facts.put(
                        Fact.COST,
                        e.cost(),
                        community,
                        key,
                        e.agency(),
                        e.year(),
                        e.amount(),
                        e.currency(),
                        e.priceYear(),
                        e.inKind(),
                        e.preventive(),
                        e.grade(),
                        e.item().orElse(null));
            case MoneyEvent.BenefitAccrued e ->
                facts.put(
                        Fact.BENEFIT,
                        e.benefit(),
                        community,
                        key,
                        e.agency(),
                        e.year(),
                        e.amount(),
                        e.currency(),
                        e.priceYear(),
                        e.cashable(),
                        e.grade(),
                        e.item().orElse(null));
            case MoneyEvent.UnitCostPublished e ->
                facts.put(
                        Fact.UNIT_COST,
                        e.unitCost(),
                        community,
                        e.code(),
                        e.title(),
                        e.year(),
                        e.currency(),
                        e.amount(),
                        e.source(),
                        CanonicalJson.list(e.inclusions()),
                        e.payer(),
                        e.grade(),
                        at);
            case MoneyEvent.DeflatorPublished e ->
                facts.put(
                        Fact.DEFLATOR,
                        e.deflator(),
                        community,
                        e.currency(),
                        e.year(),
                        e.index().toPlainString(),
                        e.source(),
                        at);
        }
    }

    void fold(DocumentEvent event, UUID key, UUID community, long at) {
        switch (event) {
            case DocumentEvent.ContractLet e ->
                facts.put(
                        Fact.CONTRACT,
                        e.contract(),
                        community,
                        e.code(),
                        e.commissioner(),
                        e.from(),
                        e.to(),
                        null,
                        null,
                        e.body(),
                        at);
            case DocumentEvent.ContractEnded e ->
                facts.put(
                        Fact.CONTRACT,
                        e.contract(),
                        community,
                        null,
                        null,
                        null,
                        null,
                        e.endedOn(),
                        e.reason(),
                        null,
                        null);
            case DocumentEvent.AppraisalRegistered e ->
                facts.put(Fact.APPRAISAL, e.appraisal(), community, key, e.code(), e.body(), at);
            case DocumentEvent.ClaimRegistered e -> facts.put(Fact.CLAIM, e.claim(), community, e.code(), e.body(), at);
        }
    }
}
