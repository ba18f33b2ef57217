package org.reciprocity.matching.http;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids in paths, queries and tokens. */
public final class Ids {
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private Ids() {}

    /** The id that the text is, if it is one in full; {@link UUID#fromString} takes shortened ones too. */
    public static Optional<UUID> parse(String text) {
        return text != null && UUID_TEXT.matcher(text).matches()
                ? Optional.of(UUID.fromString(text))
                : Optional.empty();
    }

    /** The id in a path; what is no id names nothing, and is answered 404. */
    public static UUID inPath(String text) {
        return parse(text).orElseThrow(() -> new RefusedException(Answer.notFound()));
    }
}
