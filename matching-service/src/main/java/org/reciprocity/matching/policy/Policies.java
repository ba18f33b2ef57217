package org.reciprocity.matching.policy;

import io.smallrye.mutiny.Uni;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.matching.fit.Clearance;
import org.reciprocity.matching.score.Preset;

/** The communities' policies as they are kept. */
public final class Policies {

    private Policies() {}

    /** A community's policy; {@link MatchingPolicy#NONE} where none was set. */
    public static Uni<MatchingPolicy> of(Sql sql, UUID community) {
        return sql.select("""
            select preset, consent_purpose, offer_days, reminder_days, quiet_days, clearances, version, round_model, round_rule,
                   round_start
            from matching_policy where community = $1
            """, community)
                .map(rows -> rows.stream().map(Policies::policy).findFirst().orElse(MatchingPolicy.NONE));
    }

    private static MatchingPolicy policy(Object[] row) {
        return new MatchingPolicy(
                Preset.of((String) row[0]).orElse(Preset.CORE_ECONOMY),
                (String) row[1],
                (Integer) row[2],
                (Integer) row[3],
                (Integer) row[4],
                clearances((String) row[5]),
                (String) row[7],
                row[8] == null ? null : new RoundSchedule((String) row[8], LocalDateTime.parse((String) row[9])),
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
}
