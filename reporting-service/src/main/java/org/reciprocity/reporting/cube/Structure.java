package org.reciprocity.reporting.cube;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What everybody knows about the items of a cube, whatever the numbers are.
 *
 * @param times by item, how longer periods hang together with the shorter ones in them; minutes always add up. A name that ends with {@code /}
 *     stands for all that begin so
 * @param programmes by item named alike, how the community hangs together with its programmes; minutes always add up
 * @param sums items that are the sum of others at the same place and time
 * @param parts items that, alone or together, are at most others at the same place and time
 * @param untold items that no edition tells, through which others hang together
 */
public record Structure(
        Map<String, Across> times,
        Map<String, Across> programmes,
        List<Sum> sums,
        List<Part> parts,
        Set<String> untold) {

    /** Copies what is known. */
    public Structure {
        times = Map.copyOf(times);
        programmes = Map.copyOf(programmes);
        sums = List.copyOf(sums);
        parts = List.copyOf(parts);
        untold = Set.copyOf(untold);
    }

    /** The same with other sums. */
    public Structure withSums(List<Sum> others) {
        return new Structure(times, programmes, others, parts, untold);
    }

    /** How periods of an item hang together; not at all for some. */
    public Optional<Across> times(String item) {
        return named(times, item);
    }

    /** How the community and the programmes of an item hang together; not at all for some. */
    public Optional<Across> programmes(String item) {
        return named(programmes, item);
    }

    private static Optional<Across> named(Map<String, Across> names, String item) {
        return Optional.ofNullable(names.get(item)).or(() -> names.entrySet().stream()
                .filter(name -> name.getKey().endsWith("/") && item.startsWith(name.getKey()))
                .map(Map.Entry::getValue)
                .findFirst());
    }

    /** A total, and the items that it is the sum of: those named, or all that begin so. */
    public record Sum(String total, List<String> items, String prefix) {

        /** Of these. */
        public static Sum of(String total, String... items) {
            return new Sum(total, List.of(items), "");
        }

        /** Of all that begin so. */
        public static Sum ofAll(String total, String prefix) {
            return new Sum(total, List.of(), prefix);
        }
    }

    /** Of which periods something is known. */
    public enum Of {
        /** Of all. */
        ALL,
        /** Of those that have all months up to their last in them. */
        FROM_THE_FIRST,
        /** Of those that lie in the twelve months to their end. */
        IN_ITS_WINDOW,
        /** Of those in which the twelve months to their end lie, as far as there are any. */
        WITH_ITS_WINDOW
    }

    /**
     * Items that together are at most others together; or, of one name each that ends with {@code /}, each that begins so at most the one that
     * ends alike.
     *
     * @param of the periods of which that is so
     */
    public record Part(List<String> smaller, List<String> larger, Of of) {

        /** Copies the items. */
        public Part {
            smaller = List.copyOf(smaller);
            larger = List.copyOf(larger);
        }

        /** Of all periods. */
        public Part(List<String> smaller, String larger) {
            this(smaller, List.of(larger), Of.ALL);
        }

        /** One that is at most another. */
        public Part(String smaller, String larger) {
            this(List.of(smaller), larger);
        }
    }
}
