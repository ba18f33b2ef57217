package org.reciprocity.matching.match;

import java.util.regex.Pattern;
import org.reciprocity.matching.http.Forms;

/**
 * The header {@code If-Match}: the stream version that the client has read.
 *
 * @param version that version, or null where the client does not care
 */
record IfMatch(Long version) {
    private static final Pattern ETAG = Pattern.compile("\"?([0-9]{1,18})\"?");

    /** From the header, which may be missing or {@code *}; what cannot be is answered 400. */
    static IfMatch of(String header) {
        if (header == null || header.strip().equals("*")) {
            return new IfMatch(null);
        }
        var matcher = ETAG.matcher(header.strip());
        if (!matcher.matches()) {
            throw Forms.malformed("If-Match", "must be the ETag of the proposal");
        }
        return new IfMatch(Long.valueOf(matcher.group(1)));
    }

    boolean allows(long present) {
        return version == null || version == present;
    }
}
