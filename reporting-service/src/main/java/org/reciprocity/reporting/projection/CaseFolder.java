package org.reciprocity.reporting.projection;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.reciprocity.reporting.event.CaseEvent;

/** Folds cases: a row of each, and one of each support given in it. */
final class CaseFolder {
    private CaseFolder() {}

    /** Takes an event of a programme in; the time is in milliseconds. */
    static void fold(Facts facts, CaseEvent event, UUID programme, UUID community, long timestamp) {
        switch (event) {
            case CaseEvent.CaseReferred e ->
                facts.put(
                        Fact.CASE_FILE,
                        e.caseId(),
                        community,
                        programme,
                        e.participant(),
                        e.agency(),
                        e.reason(),
                        Math.floorDiv(timestamp, 1000L),
                        e.referredOn(),
                        Boolean.TRUE.equals(e.failureElsewhere()),
                        null,
                        null,
                        null,
                        null);
            case CaseEvent.CaseAccepted e ->
                facts.put(
                        Fact.CASE_FILE,
                        e.caseId(),
                        community,
                        programme,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        true,
                        null,
                        null,
                        null);
            case CaseEvent.CaseDeclined e ->
                facts.put(
                        Fact.CASE_FILE,
                        e.caseId(),
                        community,
                        programme,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        false,
                        null,
                        null,
                        null);
            case CaseEvent.CaseAgreed e ->
                facts.put(
                        Fact.CASE_FILE,
                        e.caseId(),
                        community,
                        programme,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        e.dutyMinutes(),
                        e.peopleHarmed(),
                        null);
            case CaseEvent.CaseSupportRecorded e ->
                facts.put(
                        Fact.SUPPORT,
                        e.support() == null ? withoutId(e, timestamp) : e.support(),
                        e.caseId(),
                        e.from(),
                        e.to(),
                        e.unit(),
                        community,
                        programme,
                        e.quantity(),
                        e.unitCost().currency(),
                        e.unitCost().pence(),
                        e.counterfactualUnitCost().pence());
            case CaseEvent.CaseClosed e ->
                facts.put(
                        Fact.CASE_FILE,
                        e.caseId(),
                        community,
                        programme,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        e.outcome());
        }
    }

    /** Support that was recorded before it had an id is told apart by its case, days, unit and time. */
    private static UUID withoutId(CaseEvent.CaseSupportRecorded e, long timestamp) {
        var key = String.join(
                "|", e.caseId().toString(), e.from().toString(), e.to().toString(), e.unit(), Long.toString(timestamp));
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
    }
}
