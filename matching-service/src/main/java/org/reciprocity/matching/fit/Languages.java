package org.reciprocity.matching.fit;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A set of language tags, or of other codes, as a column of the database has it: in order, with spaces between; null for none. */
public final class Languages {

    private Languages() {}

    /** As the column has them. */
    public static String join(Collection<String> languages) {
        return languages.isEmpty() ? null : String.join(" ", new TreeSet<>(languages));
    }

    /** From the column. */
    public static Set<String> split(String languages) {
        return languages == null ? Set.of() : new TreeSet<>(List.of(languages.split(" ", -1)));
    }

    /** As a client or an event lists them, in order; null for none. */
    public static List<String> list(Set<String> languages) {
        return languages.isEmpty() ? null : List.copyOf(new TreeSet<>(languages));
    }

    /** What a client listed, each once; none when it listed nothing. */
    public static Set<String> of(List<String> languages) {
        return languages == null ? Set.of() : new TreeSet<>(languages);
    }
}
