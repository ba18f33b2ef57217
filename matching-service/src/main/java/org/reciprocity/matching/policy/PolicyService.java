package org.reciprocity.matching.policy;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.matching.command.Work;
import org.reciprocity.matching.http.Answer;
import org.reciprocity.matching.http.Caller;
import org.reciprocity.matching.http.Forms;
import org.reciprocity.matching.http.IfMatch;
import org.reciprocity.matching.http.Json;
import org.reciprocity.matching.http.ProblemType;
import org.reciprocity.matching.log.MatchesLog.Recorded;
import org.reciprocity.matching.registry.Visibility;

/** Sets what a community's stewards decided about its matching. */
@ApplicationScoped
public class PolicyService {

    /** {@code GET /communities/{id}/matching-policy}. */
    Uni<Answer> show(Sql sql, Caller caller, UUID community) {
        return Visibility.seesCommunity(sql, caller.agency(), community)
                .flatMap(seen -> seen
                        ? Policies.of(sql, community).map(policy -> Answer.ok(policy.version(), PolicyView.of(policy)))
                        : Uni.createFrom().item(Answer.notFound()));
    }

    /** {@code PUT /communities/{id}/matching-policy}: by the lead, who has read the present one. */
    Uni<Answer> set(Work work, Caller caller, UUID community, PolicyForm form, IfMatch ifMatch) {
        return Visibility.seesCommunity(work.sql(), caller.agency(), community)
                .flatMap(seen -> seen
                        ? work.sql()
                                .select("select lead from community where id = $1", community)
                                .flatMap(rows -> !rows.isEmpty()
                                                && caller.agency().equals(rows.getFirst()[0])
                                        ? lock(work, community)
                                                .flatMap(_ -> Policies.of(work.sql(), community))
                                                .flatMap(present -> {
                                                    var refusal = ifMatch.refusal(present.version());
                                                    return refusal.isPresent()
                                                            ? Uni.createFrom().item(refusal.get())
                                                            : write(
                                                                    work,
                                                                    community,
                                                                    form.policy(present.version() + 1));
                                                })
                                        : Uni.createFrom()
                                                .item(Answer.problem(
                                                        ProblemType.NOT_YOURS,
                                                        "Only the community's lead agency sets this.")))
                        : Uni.createFrom().item(Answer.notFound()));
    }

    /** Two who set it at once come one after the other. */
    private static Uni<List<Object[]>> lock(Work work, UUID community) {
        return work.sql()
                .select(
                        "select pg_advisory_xact_lock(hashtext('matching-policy'), hashtext($1))",
                        community.toString());
    }

    private static Uni<Answer> write(Work work, UUID community, MatchingPolicy policy) {
        return work.time().flatMap(now -> work.sql()
                .select("select zone_of($1)", community)
                .map(rows -> firstRound(policy.schedule(), ZoneId.of((String) rows.getFirst()[0]), now))
                .flatMap(first -> work.sql()
                        .update(
                                """
                                insert into matching_policy (community, preset, consent_purpose, offer_days, reminder_days,
                                                             quiet_days, clearances, version, recorded_at, round_model,
                                                             round_rule, round_start, next_round, presets, neighbours)
                                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
                                on conflict (community) do update
                                set preset = excluded.preset, consent_purpose = excluded.consent_purpose,
                                    offer_days = excluded.offer_days, reminder_days = excluded.reminder_days,
                                    quiet_days = excluded.quiet_days, clearances = excluded.clearances,
                                    version = excluded.version, recorded_at = excluded.recorded_at,
                                    round_model = excluded.round_model, round_rule = excluded.round_rule,
                                    round_start = excluded.round_start, next_round = excluded.next_round,
                                    presets = excluded.presets, neighbours = excluded.neighbours
                                """,
                                community,
                                policy.preset().code(),
                                policy.consentPurpose(),
                                policy.offerDays(),
                                policy.reminderDays(),
                                policy.quietDays(),
                                Policies.column(policy.clearances()),
                                policy.version(),
                                Work.parameter(now),
                                policy.model(),
                                policy.schedule() == null
                                        ? null
                                        : policy.schedule().rule(),
                                policy.schedule() == null
                                        ? null
                                        : policy.schedule().start().toString(),
                                Work.parameter(first.orElse(null)),
                                Policies.presets(policy.presets()),
                                Policies.neighbours(policy.neighbours()))
                        .map(_ -> {
                            work.record(List.of(recorded(community, policy, now)));
                            return Answer.ok(policy.version(), PolicyView.of(policy));
                        })));
    }

    /** When a schedule comes to its first round; what never does, or more often than daily, is answered 422. */
    private static Optional<Instant> firstRound(RoundSchedule schedule, ZoneId zone, Instant now) {
        if (schedule == null) {
            return Optional.empty();
        }
        var first = schedule.next(zone, now);
        if (first.isEmpty()) {
            throw Forms.invalid("schedule.rule", "must be a recurrence rule of RFC 5545 that has a time to come");
        }
        return first;
    }

    private static Recorded recorded(UUID community, MatchingPolicy policy, Instant now) {
        return new Recorded(
                "matching-policy-set.v1",
                community,
                stream(community),
                policy.version(),
                community,
                now,
                Json.write(PolicyView.of(policy)));
    }

    /** The policy's own stream: the community's id may be another's in this log. */
    private static UUID stream(UUID community) {
        return UUID.nameUUIDFromBytes(ByteBuffer.allocate(31)
                .put("matching-policy".getBytes(StandardCharsets.US_ASCII))
                .putLong(community.getMostSignificantBits())
                .putLong(community.getLeastSignificantBits())
                .array());
    }
}
