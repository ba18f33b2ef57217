package org.reciprocity.reporting.cube;

import java.util.List;
import java.util.Set;

/**
 * What everybody knows about the items of a cube, whatever the numbers are.
 *
 * @param additive items of which the numbers of shorter periods, and of programmes, add up, those with a name that
 *     begins so where it ends with {@code /}; minutes always do
 * @param nested items that count people who may be the same in several periods and programmes: at least the largest of them, at most their
 *     sum; named as additive ones, and of one that is both, the sum where it holds
 * @param sums items that are the sum of others at the same place and time
 * @param parts items that, alone or together, are at most another at the same place and time
 * @param untold items that no edition tells, through which others hang together
 */
public record Structure(
        Set<String> additive, Set<String> nested, List<Sum> sums, List<Part> parts, Set<String> untold) {

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

    /** Items that together are at most another; or, of names that end with {@code /}, each that begins so at most the one that ends alike. */
    public record Part(List<String> smaller, String larger) {

        /** One that is at most another. */
        public Part(String smaller, String larger) {
            this(List.of(smaller), larger);
        }
    }
}
