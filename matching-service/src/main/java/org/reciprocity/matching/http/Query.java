package org.reciprocity.matching.http;

import java.util.Set;
import java.util.UUID;

/** Parameters of a query; what cannot be is answered 400. */
public final class Query {

    private Query() {}

    /** An id that has to be there. */
    public static UUID id(String name, String value) {
        return Ids.parse(value).orElseThrow(() -> Forms.malformed(name, "must be given as an id"));
    }

    /** An id, or null where the parameter is missing. */
    public static UUID optionalId(String name, String value) {
        return value == null ? null : id(name, value);
    }

    /** One of some words, or null where the parameter is missing. */
    public static String optionalWord(String name, String value, Set<String> words) {
        if (value != null && !words.contains(value)) {
            throw Forms.malformed(
                    name,
                    "must be one of "
                            + String.join(", ", words.stream().sorted().toList()));
        }
        return value;
    }
}
