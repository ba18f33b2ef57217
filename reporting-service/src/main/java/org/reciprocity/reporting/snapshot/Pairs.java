package org.reciprocity.reporting.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Everything that was given in a community at one moment, in memory: sheets of {@link
 * org.reciprocity.reporting.projection.Buckets#sheet}, each of the version that the moment has.
 */
public final class Pairs implements Memory.Remembered {
    /** Of a community in which nothing was given. */
    static final Pairs NONE = new Pairs(new TreeMap<>());

    private final SortedMap<Integer, Sheet> sheets;
    private final long rows;
    private final Answers answers = new Answers();

    /**
     * What was given in a time.
     *
     * @param version how often it was changed
     * @param blocks by bucket
     */
    record Sheet(long version, List<PairBlock> blocks) {}

    private Pairs(SortedMap<Integer, Sheet> sheets) {
        this.sheets = sheets;
        rows = sheets.values().stream()
                .flatMap(sheet -> sheet.blocks().stream())
                .mapToLong(PairBlock::size)
                .sum();
    }

    /**
     * The same with sheets read anew; those that nothing was read of are empty.
     *
     * @param versions of the sheets that were read
     * @param read by sheet
     */
    Pairs with(Map<Integer, Long> versions, Map<Integer, List<PairBlock>> read) {
        var all = new TreeMap<>(sheets);
        versions.forEach((sheet, version) -> all.put(sheet, new Sheet(version, List.of())));
        read.forEach((sheet, blocks) -> all.put(sheet, new Sheet(versions.getOrDefault(sheet, 0L), blocks)));
        return new Pairs(all);
    }

    /** The sheets that are not of these versions. What has none was never changed after it was built. */
    Map<Integer, Long> changed(Map<Integer, Long> versions) {
        var changed = new TreeMap<Integer, Long>();
        versions.forEach((sheet, version) -> {
            var known = sheets.get(sheet);
            if (known == null || known.version() != version) {
                changed.put(sheet, version);
            }
        });
        sheets.forEach((sheet, known) -> {
            if (known.version() != 0 && !versions.containsKey(sheet)) {
                changed.put(sheet, 0L);
            }
        });
        return changed;
    }

    @Override
    public long changes() {
        return sheets.values().stream().mapToLong(Sheet::version).sum();
    }

    @Override
    public long rows() {
        return rows;
    }

    /**
     * What is computed of these pairs, which are of one moment and never change; computed once for the questions that were asked last.
     *
     * @param question what is asked, by its value
     * @param answer computes it, of nothing but these pairs and the question
     */
    public <T> T once(Object question, Supplier<T> answer) {
        return answers.once(question, answer);
    }

    /** All that was given, by bucket. */
    public List<PairBlock> all() {
        return blocks(Optional.empty(), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /**
     * What was given between two buckets, by bucket.
     *
     * @param programme the programme's number; none for all of the community
     * @param from the first bucket
     * @param to the bucket after the last
     */
    public List<PairBlock> blocks(Optional<Integer> programme, int from, int to) {
        var blocks = new ArrayList<PairBlock>();
        for (var sheet : sheets.values()) {
            for (var block : sheet.blocks()) {
                if (block.bucket() >= from
                        && block.bucket() < to
                        && (programme.isEmpty() || programme.get() == block.programme())) {
                    blocks.add(block);
                }
            }
        }
        return blocks;
    }
}
