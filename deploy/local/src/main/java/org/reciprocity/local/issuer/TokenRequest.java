package org.reciprocity.local.issuer;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What a token is to say.
 *
 * @param subject the client's name
 * @param agency the agency the client acts for, if any
 * @param participant the participant whose own token it is, if it is anybody's
 * @param roles what it may do
 * @param lifetime how long the token is good for
 */
public record TokenRequest(
        String subject, Optional<UUID> agency, Optional<UUID> participant, List<String> roles, Duration lifetime) {
    /** The roles there are. */
    public static final List<String> ROLES = List.of("agency", "broker", "steward", "analyst", "operator");

    private static final long MOST_SECONDS = Duration.ofDays(366).toSeconds();
    private static final String USUAL_SECONDS = "3600";
    private static final String USUAL_SUBJECT = "developer";

    public TokenRequest {
        roles = List.copyOf(roles);
    }

    /** One that is no participant's own. */
    public TokenRequest(String subject, Optional<UUID> agency, List<String> roles, Duration lifetime) {
        this(subject, agency, Optional.empty(), roles, lifetime);
    }

    /** Reads the fields of a form; says what is wrong with them by an {@link IllegalArgumentException}. */
    static TokenRequest of(Map<String, String> form) {
        var unknown = new TreeSet<>(form.keySet());
        unknown.removeAll(List.of("agency", "participant", "roles", "sub", "seconds", "grant_type"));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown field; there are agency, participant, roles, sub, seconds");
        }
        var subject = form.getOrDefault("sub", USUAL_SUBJECT);
        if (!subject.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException("sub is 1 to 64 letters, digits, dots, dashes or underscores");
        }
        return new TokenRequest(subject, id(form, "agency"), id(form, "participant"), roles(form), lifetime(form));
    }

    private static Optional<UUID> id(Map<String, String> form, String field) {
        var text = form.getOrDefault(field, "");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            throw new IllegalArgumentException(field + " is the " + field + "'s UUID");
        }
        return Optional.of(UUID.fromString(text));
    }

    private static List<String> roles(Map<String, String> form) {
        var text = form.getOrDefault("roles", "").strip();
        var roles = text.isEmpty() ? List.<String>of() : List.of(text.split("[ ,]+"));
        if (!ROLES.containsAll(roles)) {
            throw new IllegalArgumentException("roles are among " + String.join(", ", ROLES) + ", space-separated");
        }
        return roles.stream().distinct().toList();
    }

    private static Duration lifetime(Map<String, String> form) {
        var text = form.getOrDefault("seconds", USUAL_SECONDS);
        if (!text.matches("[0-9]{1,9}") || Long.parseLong(text) < 1 || Long.parseLong(text) > MOST_SECONDS) {
            throw new IllegalArgumentException("seconds is a number from 1 to " + MOST_SECONDS);
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }

    /** The form that asks for it. */
    public Map<String, String> form() {
        var form = new LinkedHashMap<String, String>();
        form.put("sub", subject);
        agency.ifPresent(id -> form.put("agency", id.toString()));
        participant.ifPresent(id -> form.put("participant", id.toString()));
        form.put("roles", String.join(" ", roles));
        form.put("seconds", String.valueOf(lifetime.toSeconds()));
        return form;
    }
}
