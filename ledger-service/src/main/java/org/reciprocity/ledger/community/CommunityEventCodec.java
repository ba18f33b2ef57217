package org.reciprocity.ledger.community;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.ledger.log.EventBody;
import org.reciprocity.ledger.log.Topics;

/** Communities' events as they are stored and published. */
public final class CommunityEventCodec {
    private static final String FOUNDED = "org.reciprocity.community-founded.v1";
    private static final String POLICY_SET = "org.reciprocity.community-policy-set.v1";
    private static final String ADMITTED = "org.reciprocity.agency-admitted.v1";
    private static final String LEFT = "org.reciprocity.agency-left.v1";

    private CommunityEventCodec() {}

    /** An event to append. */
    public static NewEvent write(UUID community, long version, Instant at, CommunityEvent event) {
        return new NewEvent(
                EventIds.next(),
                Topics.REGISTRY,
                community.toString(),
                switch (event) {
                    case CommunityEvent.Founded founded -> FOUNDED;
                    case CommunityEvent.PolicySet set -> POLICY_SET;
                    case CommunityEvent.AgencyAdmitted admitted -> ADMITTED;
                    case CommunityEvent.AgencyLeft left -> LEFT;
                },
                community,
                version,
                community,
                at,
                body(event));
    }

    private static String body(CommunityEvent event) {
        return switch (event) {
            case CommunityEvent.Founded founded ->
                EventBody.object()
                        .put("code", founded.code())
                        .put("name", founded.name())
                        .put("timeZone", founded.timeZone())
                        .put("leadAgency", founded.lead())
                        .put("policy", policy(founded.policy()).node())
                        .json();
            case CommunityEvent.PolicySet set ->
                EventBody.object().put("policy", policy(set.policy()).node()).json();
            case CommunityEvent.AgencyAdmitted admitted ->
                EventBody.object()
                        .put("agency", admitted.agency())
                        .put(
                                "roles",
                                admitted.roles().stream()
                                        .sorted()
                                        .map(AdmissionRole::wire)
                                        .toList())
                        .json();
            case CommunityEvent.AgencyLeft left ->
                EventBody.object()
                        .put("agency", left.agency())
                        .put("reason", left.reason())
                        .json();
        };
    }

    private static EventBody policy(Policy policy) {
        return EventBody.object()
                .put("participantFloorMinutes", policy.participantFloorMinutes())
                .put("participantCeilingMinutes", policy.participantCeilingMinutes())
                .put("potFloorMinutes", policy.potFloorMinutes())
                .put("agencyFloorMinutes", policy.agencyFloorMinutes())
                .put("maxLegMinutes", policy.maxLegMinutes())
                .put("toleranceMinutes", policy.toleranceMinutes())
                .put("confirmation", policy.confirmation().wire())
                .put("autoConfirmAfterHours", policy.autoConfirmAfterHours())
                .put("lapseAfterHours", policy.lapseAfterHours())
                .put("holdExpiryHours", Integer.valueOf(policy.holdExpiryHours()));
    }

    /** An event that was stored. */
    public static CommunityEvent read(String type, String body) {
        var json = EventBody.read(body);
        return switch (type) {
            case FOUNDED ->
                new CommunityEvent.Founded(
                        json.get("code").textValue(),
                        json.get("name").textValue(),
                        json.get("timeZone").textValue(),
                        UUID.fromString(json.get("leadAgency").textValue()),
                        policy(json.get("policy")));
            case POLICY_SET -> new CommunityEvent.PolicySet(policy(json.get("policy")));
            case ADMITTED ->
                new CommunityEvent.AgencyAdmitted(
                        UUID.fromString(json.get("agency").textValue()), roles(json.get("roles")));
            case LEFT ->
                new CommunityEvent.AgencyLeft(
                        UUID.fromString(json.get("agency").textValue()),
                        json.get("reason").textValue());
            default -> throw new IllegalStateException("Not a community's event: " + type);
        };
    }

    private static Policy policy(JsonNode json) {
        return new Policy(
                json.get("participantFloorMinutes").intValue(),
                json.get("participantCeilingMinutes").intValue(),
                json.get("potFloorMinutes").intValue(),
                json.get("agencyFloorMinutes").intValue(),
                json.get("maxLegMinutes").intValue(),
                json.get("toleranceMinutes").intValue(),
                Policy.Confirmation.of(json.get("confirmation").textValue()),
                hours(json, "autoConfirmAfterHours", null),
                hours(json, "lapseAfterHours", null),
                hours(json, "holdExpiryHours", Policy.DEFAULT.holdExpiryHours()));
    }

    /** Communities founded before there were such rules say nothing of them. */
    private static Integer hours(JsonNode json, String field, Integer otherwise) {
        return json.has(field) ? Integer.valueOf(json.get(field).intValue()) : otherwise;
    }

    private static Set<AdmissionRole> roles(JsonNode json) {
        var roles = EnumSet.noneOf(AdmissionRole.class);
        json.forEach(role -> roles.add(AdmissionRole.of(role.textValue())));
        return roles;
    }
}
