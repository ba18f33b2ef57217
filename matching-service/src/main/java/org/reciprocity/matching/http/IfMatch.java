package org.reciprocity.matching.http;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The header {@code If-Match}: the stream version that the client has read.
 *
 * @param version that version, or null where the client does not care
 */
public record IfMatch(Long version) {
    private static final Pattern ETAG = Pattern.compile("\"?([0-9]{1,18})\"?");

    /** From the header, which may be missing or {@code *}; what cannot be is answered 400. */
    public static IfMatch of(String header) {
        if (header == null || header.strip().equals("*")) {
            return new IfMatch(null);
        }
        var matcher = ETAG.matcher(header.strip());
        if (!matcher.matches()) {
            throw Forms.malformed("If-Match", "must be the ETag of what you read");
        }
        return new IfMatch(Long.valueOf(matcher.group(1)));
    }

    /** The same where a version has to be named; without one it is answered 428. */
    public static IfMatch required(String header) {
        if (header == null) {
            throw new RefusedException(Answer.problem(
                    ProblemType.PRECONDITION_REQUIRED,
                    "Send If-Match with the ETag that you read, \"0\" for the first time."));
        }
        return of(header);
    }

    /** The answer to who has read another version than the present one, if they have. */
    public Optional<Answer> refusal(long present) {
        return version == null || version == present
                ? Optional.empty()
                : Optional.of(Answer.problem(
                        ProblemType.PRECONDITION_FAILED,
                        "If-Match names another version than the present one; read it again."));
    }
}
