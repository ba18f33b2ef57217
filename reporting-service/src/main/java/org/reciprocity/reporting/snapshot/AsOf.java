package org.reciprocity.reporting.snapshot;

import java.util.List;
import java.util.SortedMap;

/**
 * What an answer was made from.
 *
 * @param generation the generation that answered
 * @param ruleVersion the rules it was folded by
 * @param through by topic, partition and writer, the highest sequence that is in the answer
 * @param suppressed what was left out to protect people
 */
public record AsOf(
        long generation,
        int ruleVersion,
        SortedMap<String, SortedMap<String, SortedMap<String, Long>>> through,
        List<String> suppressed) {}
