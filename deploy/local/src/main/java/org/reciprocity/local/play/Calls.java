package org.reciprocity.local.play;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.local.simulation.Act;
import org.reciprocity.local.system.Service;

/** How an act is said in the API: which service, which path, which body. */
final class Calls {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Calls() {}

    /** One call; every one is a POST. */
    record Call(Service service, String path, JsonNode body) {}

    static Call of(Act act) {
        return switch (act) {
            case Act.RegisterAgency agency ->
                ledger(
                        "/agencies",
                        object().put("id", agency.id().toString())
                                .put("code", agency.code())
                                .put("name", agency.name()));
            case Act.FoundCommunity community -> ledger("/communities", community(community));
            case Act.AdmitAgency admission -> {
                var body = object().put("agencyId", admission.agency().toString());
                body.set("roles", texts(admission.roles()));
                yield ledger("/communities/" + admission.community() + "/agencies", body);
            }
            case Act.OpenProgramme programme -> ledger("/programmes", programme(programme));
            case Act.RegisterParticipant participant -> ledger("/participants", participant(participant));
            case Act.Enrol enrolment ->
                ledger(
                        "/enrolments",
                        object().put("id", enrolment.id().toString())
                                .put("participantId", enrolment.participant().toString())
                                .put("programmeId", enrolment.programme().toString())
                                .put("role", enrolment.role())
                                .put("arm", enrolment.arm())
                                .put("from", enrolment.from().toString()));
            case Act.EndEnrolment end ->
                ledger(
                        "/enrolments/" + end.enrolment() + "/end",
                        object().put("to", end.to().toString()));
            case Act.Exchange exchange -> ledger("/exchanges", exchange(exchange));
            case Act.Confirm confirm ->
                ledger("/exchanges/" + confirm.exchange() + "/confirmations", confirmation(confirm.confirmation()));
            case Act.Cancel cancel ->
                ledger("/exchanges/" + cancel.exchange() + "/cancellation", object().put("reason", cancel.reason()));
            case Act.Reverse reverse ->
                ledger("/exchanges/" + reverse.exchange() + "/reversal", object().put("reason", reverse.reason()));
            case Act.Measure measure ->
                ledger(
                        "/measures",
                        object().put("id", measure.id().toString())
                                .put("programmeId", measure.programme().toString())
                                .put("participantId", measure.participant().toString())
                                .put("instrument", measure.instrument())
                                .put("wave", measure.wave())
                                .put("arm", measure.arm())
                                .put("score", measure.score())
                                .put("measuredOn", measure.measuredOn().toString()));
            case Act.ServiceUse use -> ledger("/service-uses", serviceUse(use));
            case Act.FollowUp followUp -> ledger("/follow-ups", followUp(followUp));
            case Act.Entry entry -> ledger("/" + entry.address(), JSON.valueToTree(entry.body()));
            case Act.ReferCase referral -> ledger("/cases", referral(referral));
            case Act.AcceptCase acceptance ->
                ledger("/cases/" + acceptance.id() + "/decision", object().put("decision", "accepted"));
            case Act.AgreeCase agreement -> {
                var body = object().put("dutyMinutes", agreement.dutyMinutes())
                        .put("peopleHarmed", agreement.peopleHarmed());
                body.set("training", texts(agreement.training()));
                yield ledger("/cases/" + agreement.id() + "/agreement", body);
            }
            case Act.RecordSupport support -> ledger("/cases/" + support.caseFile() + "/support", support(support));
            case Act.CompleteCase closure ->
                ledger("/cases/" + closure.id() + "/closure", object().put("outcome", "completed"));
            case Act.Offer offer -> matching("/offers", offer(offer));
            case Act.Request request -> matching("/requests", request(request));
            case Act.RunRound round -> matching("/rounds", round(round));
            case Act.Accept accept ->
                matching("/proposals/" + accept.proposal() + "/acceptances", object().put("side", accept.side()));
            case Act.Decline decline ->
                matching(
                        "/proposals/" + decline.proposal() + "/declines",
                        object().put("side", decline.side()).put("reason", decline.reason()));
        };
    }

    /** Exchanges that one agency hands in at once. */
    static Call sheet(List<Act.Exchange> exchanges) {
        var body = JSON.createArrayNode();
        exchanges.forEach(exchange -> body.add(exchange(exchange)));
        return new Call(Service.LEDGER, "/exchanges/batch", body);
    }

    private static Call ledger(String path, ObjectNode body) {
        return new Call(Service.LEDGER, path, body);
    }

    private static Call matching(String path, ObjectNode body) {
        return new Call(Service.MATCHING, path, body);
    }

    private static ObjectNode community(Act.FoundCommunity act) {
        var community = act.community();
        var body = object().put("id", act.id().toString())
                .put("code", community.code())
                .put("name", community.name())
                .put("timeZone", community.timeZone().getId())
                .put("leadAgencyId", act.lead().toString());
        body.set("policy", JSON.valueToTree(community.policy()));
        return body;
    }

    private static ObjectNode programme(Act.OpenProgramme act) {
        var programme = act.programme();
        var body = object().put("id", act.id().toString())
                .put("communityId", act.community().toString())
                .put("code", programme.code())
                .put("name", programme.name())
                .put("design", programme.design())
                .put("delivery", programme.delivery())
                .put("earnsCredit", programme.earnsCredit());
        Optional.ofNullable(programme.setting()).ifPresent(setting -> body.put("setting", setting));
        Optional.ofNullable(programme.risk()).ifPresent(risk -> body.put("risk", risk));
        return body;
    }

    private static ObjectNode participant(Act.RegisterParticipant act) {
        var body = object().put("id", act.id().toString())
                .put("communityId", act.community().toString())
                .put("kind", act.kind())
                .put("size", act.size())
                .put("externalRef", act.externalRef());
        body.set("roles", texts(act.roles()));
        act.area().ifPresent(area -> body.put("area", area));
        return body;
    }

    private static ObjectNode referral(Act.ReferCase act) {
        var body = object().put("id", act.id().toString())
                .put("participantId", act.participant().toString())
                .put("programmeId", act.programme().toString())
                .put("reason", act.reason())
                .put("referredOn", act.referredOn().toString());
        body.set("couldGive", texts(act.couldGive()));
        return body;
    }

    private static ObjectNode support(Act.RecordSupport act) {
        var body = object().put("from", act.from().toString())
                .put("to", act.to().toString())
                .put("unit", act.unit())
                .put("quantity", act.quantity());
        body.putObject("unitCost").put("currency", act.currency()).put("pence", act.unitPence());
        body.putObject("counterfactualUnitCost").put("currency", act.currency()).put("pence", act.otherwisePence());
        return body;
    }

    private static ObjectNode round(Act.RunRound act) {
        var body = object().put("id", act.id().toString())
                .put("communityId", act.community().toString());
        act.model().ifPresent(model -> body.put("model", model));
        act.preset().ifPresent(preset -> body.put("preset", preset));
        return body;
    }

    private static ObjectNode exchange(Act.Exchange act) {
        var body = object().put("id", act.id().toString())
                .put("communityId", act.community().toString())
                .put("kind", act.kind())
                .put("occurredAt", act.occurredAt().toString());
        act.programme().ifPresent(programme -> body.put("programmeId", programme.toString()));
        act.skill().ifPresent(skill -> body.put("skill", skill));
        act.match().ifPresent(match -> body.put("matchId", match.toString()));
        act.caseFile().ifPresent(file -> body.put("caseId", file.toString()));
        var legs = body.putArray("legs");
        for (var leg : act.legs()) {
            var one = legs.addObject().put("providerId", leg.provider().toString());
            leg.receiver().ifPresent(receiver -> one.put("receiverId", receiver.toString()));
            one.put("minutes", leg.minutes());
            if (!leg.providerRole().equals("member")) {
                one.put("providerRole", leg.providerRole());
            }
            if (!leg.receiverRole().equals("member")) {
                one.put("receiverRole", leg.receiverRole());
            }
        }
        var confirmations = body.putArray("confirmations");
        var given = act.witness().isPresent() ? List.<Act.Confirmation>of() : act.confirmations();
        given.forEach(confirmation -> confirmations.add(confirmation(confirmation)));
        return body;
    }

    private static ObjectNode confirmation(Act.Confirmation confirmation) {
        var body = object().put("participantId", confirmation.participant().toString())
                .put("how", confirmation.how());
        confirmation.minutes().ifPresent(minutes -> body.put("minutes", minutes));
        return body;
    }

    private static ObjectNode serviceUse(Act.ServiceUse act) {
        var body = object().put("id", act.id().toString())
                .put("programmeId", act.programme().toString())
                .put("type", act.type())
                .put("arm", act.arm());
        switch (act.subject()) {
            case Act.Subject.Participant(UUID id) -> body.put("participantId", id.toString());
            case Act.Subject.Group(int size) -> body.put("groupSize", size);
            case Act.Subject.Case(UUID id) -> throw new IllegalArgumentException("No service use of a case: " + id);
        }
        body.putObject("before").put("count", act.before()).put("days", act.days());
        body.putObject("after").put("count", act.after()).put("days", act.days());
        return body;
    }

    private static ObjectNode followUp(Act.FollowUp act) {
        var body = object().put("id", act.id().toString())
                .put("programmeId", act.programme().toString())
                .put("event", act.event())
                .put("arm", act.arm())
                .put("windowMonths", act.windowMonths())
                .put("observedOn", act.observedOn().toString());
        var came = act.came();
        var outcome = came.yes() > 0 ? "yes" : came.no() > 0 ? "no" : "lost";
        switch (act.subject()) {
            case Act.Subject.Participant(UUID id) ->
                body.put("participantId", id.toString()).put("outcome", outcome);
            case Act.Subject.Case(UUID id) -> body.put("caseId", id.toString()).put("outcome", outcome);
            case Act.Subject.Group(int size) ->
                body.putObject("group")
                        .put("yes", came.yes())
                        .put("no", came.no())
                        .put("lost", came.lost());
        }
        return body;
    }

    private static ObjectNode offer(Act.Offer act) {
        var body = given(act)
                .put("communityId", act.community().toString())
                .put("participantId", act.participant().toString());
        return body;
    }

    /** What is given, without who gives it. */
    private static ObjectNode given(Act.Offer act) {
        var body = object().put("id", act.id().toString())
                .put("skill", act.skill())
                .put("minutes", act.minutes())
                .put("maxDistance", act.maxDistance())
                .put("from", instant(act.from()));
        act.area().ifPresent(area -> body.put("area", area));
        if (!act.languages().isEmpty()) {
            body.set("languages", texts(act.languages()));
        }
        return body;
    }

    private static ObjectNode request(Act.Request act) {
        var body = object().put("id", act.id().toString())
                .put("communityId", act.community().toString())
                .put("participantId", act.participant().toString())
                .put("skill", act.skill())
                .put("minutes", act.minutes())
                .put("from", instant(act.from()))
                .put("until", instant(act.until()))
                .put("failureElsewhere", act.failureElsewhere());
        act.area().ifPresent(area -> body.put("area", area));
        var couldGive = body.putObject("couldGive");
        act.couldGive()
                .ifPresentOrElse(offer -> couldGive.set("offer", given(offer)), () -> couldGive.put("notYet", true));
        return body;
    }

    private static String instant(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant().toString();
    }

    private static ArrayNode texts(List<String> texts) {
        var array = JSON.createArrayNode();
        texts.forEach(array::add);
        return array;
    }

    private static ObjectNode object() {
        return JSON.createObjectNode();
    }
}
