package org.reciprocity.matching.policy;

import io.smallrye.mutiny.Uni;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.matching.fit.Clearance;
import org.reciprocity.matching.score.WeightSet;
import org.reciprocity.matching.score.Weights;

/** The communities' policies as they are kept. */
public final class Policies {

    private Policies() {}

    /** A community's policy; {@link MatchingPolicy#NONE} where none was set. */
    public static Uni<MatchingPolicy> of(Sql sql, UUID community) {
        return sql.select("""
            select preset, consent_purpose, offer_days, reminder_days, quiet_days, clearances, version, round_model, round_rule,
                   round_start, presets, neighbours
            from matching_policy where community = $1
            """, community)
                .map(rows -> rows.stream().map(Policies::policy).findFirst().orElse(MatchingPolicy.NONE));
    }

    private static MatchingPolicy policy(Object[] row) {
        var own = presets((String) row[10]);
        return new MatchingPolicy(
                MatchingPolicy.weights(own, (String) row[0]).orElse(MatchingPolicy.NONE.preset()),
                (String) row[1],
                (Integer) row[2],
                (Integer) row[3],
                (Integer) row[4],
                clearances((String) row[5]),
                (String) row[7],
                row[8] == null ? null : new RoundSchedule((String) row[8], LocalDateTime.parse((String) row[9])),
                own,
                neighbours((String) row[11]),
                (Long) row[6]);
    }

    /** Role and setting with a slash between, from a column or an aggregate with spaces between; none for null. */
    public static Set<Clearance> clearances(String column) {
        if (column == null) {
            return Set.of();
        }
        return List.of(column.split(" ", -1)).stream()
                .map(pair -> pair.split("/", -1))
                .map(pair -> new Clearance(pair[0], pair[1]))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** As a column has them. */
    static String column(Set<Clearance> clearances) {
        return clearances.isEmpty()
                ? null
                : clearances.stream()
                        .map(clearance -> clearance.role() + "/" + clearance.setting())
                        .collect(Collectors.collectingAndThen(
                                Collectors.toCollection(TreeSet::new), all -> String.join(" ", all)));
    }

    /** Names with their weights, as a column has them: spaces between, and an equals sign behind each name. */
    static String presets(List<WeightSet> sets) {
        return sets.isEmpty()
                ? null
                : sets.stream()
                        .map(set -> set.code() + "=" + weights(set.weights()))
                        .collect(Collectors.joining(" "));
    }

    private static List<WeightSet> presets(String column) {
        return column == null
                ? List.of()
                : List.of(column.split(" ", -1)).stream()
                        .map(set -> set.split("=", -1))
                        .map(set -> new WeightSet(set[0], weights(set[1])))
                        .toList();
    }

    /** Weights as a column has them: the points of each part, in the order of {@link Weights}, with commas between. */
    public static String weights(Weights weights) {
        return IntStream.of(
                        weights.skill(),
                        weights.overlap(),
                        weights.distance(),
                        weights.chanceToGive(),
                        weights.nearCeiling(),
                        weights.newTie(),
                        weights.isolation(),
                        weights.continuity())
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(","));
    }

    /** Weights from a column. */
    public static Weights weights(String column) {
        var points =
                Stream.of(column.split(",", -1)).mapToInt(Integer::parseInt).toArray();
        return new Weights(points[0], points[1], points[2], points[3], points[4], points[5], points[6], points[7]);
    }

    /** Pairs of areas, as a column has them: a slash between the two and spaces between the pairs. */
    static String neighbours(Set<AreaPair> pairs) {
        return pairs.isEmpty()
                ? null
                : pairs.stream()
                        .sorted(AreaPair.ORDER)
                        .map(pair -> pair.area() + "/" + pair.other())
                        .collect(Collectors.joining(" "));
    }

    private static Set<AreaPair> neighbours(String column) {
        return column == null
                ? Set.of()
                : List.of(column.split(" ", -1)).stream()
                        .map(pair -> pair.split("/", -1))
                        .map(pair -> AreaPair.of(pair[0], pair[1]))
                        .collect(Collectors.toUnmodifiableSet());
    }
}
