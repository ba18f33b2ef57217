package org.reciprocity.ledger.outcome;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.reciprocity.eventlog.EventStore;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.access.SpentReferences;
import org.reciprocity.ledger.instrument.Instrument;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Versions;
import org.reciprocity.ledger.request.Write;
import org.reciprocity.ledger.security.Caller;
import org.reciprocity.ledger.withdrawal.NewWithdrawal;
import org.reciprocity.ledger.withdrawal.Withdrawal;

/** What recording a score, a use of services and a follow-up have in common. */
final class Recording {
    /**
     * Seen by whom recorded it, by the programme's agency, by the lead, and by those who see the participant; what is of a
     * case not by those, but by who referred.
     */
    private static final String FIND = """
            select o.community_id, o.programme_id, $2 in (o.recorded_by, c.lead_agency_id)
            from :table o
            join programme g on g.community_id = o.community_id and g.id = o.programme_id
            join community c on c.id = o.community_id
            where o.id = $1
              and ($2 = c.lead_agency_id
                   or (exists (select from admission m where m.community_id = o.community_id and m.agency_id = $2)
                       and ($2 in (o.recorded_by, g.agency_id) or :seen)))
            """;

    private static final String OF_PARTICIPANT = """
            exists (select from participant_sight s
                    where s.community_id = o.community_id and s.participant_id = o.participant_id and s.agency_id = $2)
            """;

    private static final String OF_CASE = """
            exists (select from case_file k
                    where k.community_id = o.community_id and k.id = o.case_id
                      and $2 in (k.agency_id, k.programme_agency_id))
            """;

    private static final String REFERENCE =
            "select id, withdrawn from :table where recorded_by = $1 and external_ref = $2";

    private static final String LOCK = """
            with locked as materialized (select id from :table where community_id = $1 and id = $2 for update)
            select clock_timestamp() from locked
            """;

    private Recording() {}

    /** A kind of outcome. */
    enum Kind {
        /** A score. */
        MEASURE(Withdrawal.Of.MEASURE, SpentReferences.Of.MEASURE, "measure", "/measures/", "measure", "measuredOn"),
        /** A use of services. */
        SERVICE_USE(
                Withdrawal.Of.SERVICE_USE,
                SpentReferences.Of.SERVICE_USE,
                "service_use",
                "/service-uses/",
                "use of services",
                null),
        /** A follow-up. */
        FOLLOW_UP(
                Withdrawal.Of.FOLLOW_UP,
                SpentReferences.Of.FOLLOW_UP,
                "follow_up",
                "/follow-ups/",
                "follow-up",
                "observedOn");

        private final Withdrawal.Of of;
        private final SpentReferences.Of spent;
        private final String path;
        private final String name;
        private final String day;
        private final String find;
        private final String reference;
        private final String lock;

        Kind(Withdrawal.Of of, SpentReferences.Of spent, String table, String path, String name, String day) {
            this.of = of;
            this.spent = spent;
            this.path = path;
            this.name = name;
            this.day = day;
            this.find = FIND.replace(":table", table).replace(":seen", seen());
            this.reference = REFERENCE.replace(":table", table);
            this.lock = LOCK.replace(":table", table);
        }

        String path() {
            return path;
        }

        /**
         * In SQL, whether the agency $2 sees the outcome {@code o} by whose it is: who sees a participant need not see the
         * participant's cases.
         */
        String seen() {
            return of == Withdrawal.Of.FOLLOW_UP
                    ? "case when o.case_id is null then " + OF_PARTICIPANT + " else " + OF_CASE + " end"
                    : OF_PARTICIPANT;
        }
    }

    /** An outcome's row, of which it is noted that it does not count any more. */
    interface Withdrawable {
        void withdraw(String reason, long version);
    }

    /**
     * One that the caller sees.
     *
     * @param mine whether the caller's agency recorded it, or leads the community
     */
    record Found(UUID community, UUID programme, boolean mine) {}

    static Uni<Found> found(Write read, Kind kind, Caller caller, UUID id) {
        return read.sql().select(kind.find, id, caller.agencyOrNone()).map(rows -> rows.stream()
                .findFirst()
                .map(row -> new Found((UUID) row[0], (UUID) row[1], (Boolean) row[2]))
                .orElseThrow(() -> Problem.notFound(kind.name).exception()));
    }

    /**
     * What has a reference.
     *
     * @param withdrawn why it does not count any more; null where it does
     */
    record Existing(UUID id, String withdrawn) {}

    /** What the agency has recorded under a reference before. */
    static Uni<Optional<Existing>> referenceOf(Write write, Kind kind, Caller caller, String reference) {
        return write.sql()
                .select(kind.reference, caller.agency(), reference)
                .call(() -> SpentReferences.refuse(write.sql(), kind.spent, caller.agency(), reference))
                .map(rows -> rows.stream().findFirst().map(row -> new Existing((UUID) row[0], (String) row[1])));
    }

    /** The programme, if it may be recorded for by the caller: a participant's agency, or for a group the programme's. */
    static Uni<Access.Thing> programme(Write write, Caller caller, UUID programmeId, UUID participant) {
        return Access.naming("programmeId", Access.programme(write.sql(), caller, programmeId))
                .chain(programme -> {
                    if (participant == null) {
                        ofGroups(caller, programme);
                        return Uni.createFrom().item(programme);
                    }
                    return Access.naming("participantId", Access.participant(write.sql(), caller, participant))
                            .map(found -> {
                                if (!found.community().equals(programme.community())) {
                                    throw otherCommunity().exception();
                                }
                                return programme;
                            });
                });
    }

    private static void ofGroups(Caller caller, Access.Thing programme) {
        if (!caller.agency().equals(programme.agency()) && !caller.agency().equals(programme.lead())) {
            throw Problem.of(
                            ProblemType.NOT_YOURS,
                            "A group's outcome is recorded by the programme's agency, or the lead.")
                    .exception();
        }
    }

    static Problem otherCommunity() {
        return Problem.of(ProblemType.OTHER_COMMUNITY, "Choose a programme of the participant's community.");
    }

    /** Takes back what does not count. */
    static <R extends Withdrawable> Uni<Outcome> withdraw(
            Write write,
            Kind kind,
            Call call,
            UUID id,
            NewWithdrawal request,
            Function<UUID, Uni<R>> row,
            Function<R, Object> view) {
        var withdrawal = new Withdrawal(id, kind.of, Withdrawal.Reason.of(request.reason()));
        return found(write, kind, call.caller(), id).chain(found -> write.sql()
                .select(kind.lock, found.community(), id)
                .chain(locked -> EventStore.read(write.sql(), id).chain(stream -> {
                    Versions.require(call, stream.size());
                    OutcomeFact fact = new OutcomeFact.None();
                    for (var event : stream) {
                        fact = OutcomeDecider.evolve(fact, OutcomeEventCodec.read(event.type(), event.body()));
                    }
                    long version = stream.size() + 1L;
                    return switch (OutcomeDecider.decide(fact, new OutcomeCommand.Withdraw(found.mine(), withdrawal))) {
                        case OutcomeDecider.Decision.Rejected rejected ->
                            Uni.createFrom().item(Outcome.refused(problem(rejected.refusal(), kind, null)));
                        case OutcomeDecider.Decision.Accepted accepted ->
                            row.apply(found.community())
                                    .invoke(there -> there.withdraw(request.reason(), version))
                                    .map(there -> new Outcome(
                                            Answer.created(kind.path + id, version, view.apply(there)),
                                            List.of(OutcomeEventCodec.write(
                                                    found.community(),
                                                    found.programme(),
                                                    id,
                                                    version,
                                                    Access.instant(locked.getFirst()[0]),
                                                    accepted.events().getFirst()))));
                    };
                })));
    }

    /** Whether one counts, as it is shown. */
    static String state(String withdrawn) {
        return withdrawn == null ? "recorded" : "withdrawn";
    }

    /** A refusal as a problem; {@code existing} is what has the reference. */
    static Problem problem(OutcomeDecider.Refusal refusal, Kind kind, Existing existing) {
        return switch (refusal) {
            case OutcomeDecider.Refusal.IdInUse inUse ->
                Problem.of(ProblemType.ID_IN_USE, "Choose another id, or leave it out.");
            case OutcomeDecider.Refusal.ReferenceInUse inUse -> referenceInUse(kind, existing);
            case OutcomeDecider.Refusal.SubjectUnclear unclear ->
                Problem.field("participantId", "either this or groupSize, and not both");
            case OutcomeDecider.Refusal.FollowUpUnclear unclear ->
                Problem.field(
                        "outcome",
                        "one of caseId, participantId and group; outcome with the first two, and not with a group");
            case OutcomeDecider.Refusal.GroupEmpty empty -> Problem.field("group", "somebody at least");
            case OutcomeDecider.Refusal.InTheFuture future ->
                Problem.of(ProblemType.IN_THE_FUTURE, "Record it when it has been measured or observed.")
                        .with("field", kind.day);
            case OutcomeDecider.Refusal.UnknownInstrument unknown ->
                Problem.of(
                                ProblemType.UNKNOWN_INSTRUMENT,
                                "GET /instruments lists those there are. Register another, or choose one.")
                        .with("field", "instrument");
            case OutcomeDecider.Refusal.ScoreUnclear unclear ->
                Problem.field("score", "one of score, raw and items, and not two; for a group the score");
            case OutcomeDecider.Refusal.ScoreOutOfRange range ->
                Problem.of(ProblemType.SCORE_OUT_OF_RANGE, rule(range.field(), range.instrument()))
                        .with("field", range.field());
            case OutcomeDecider.Refusal.ArmChanged changed ->
                Problem.of(
                                ProblemType.ARM_CHANGED,
                                "The person is enrolled or has outcomes in another arm of this programme.")
                        .with("field", "arm");
            case OutcomeDecider.Refusal.AlreadyScored scored ->
                Problem.of(
                                ProblemType.ALREADY_SCORED,
                                "In this programme, on this instrument and at this wave, under this id or a linked one.")
                        .with("field", "wave");
            case OutcomeDecider.Refusal.BaselineMissing missing ->
                Problem.of(ProblemType.BASELINE_MISSING, "Record the score at wave 0 first.")
                        .with("field", kind.day);
            case OutcomeDecider.Refusal.BeforeBaseline before ->
                Problem.of(
                                ProblemType.FOLLOW_UP_BEFORE_BASELINE,
                                "A follow-up is of the day of its baseline or a later one.")
                        .with("field", kind.day);
            case OutcomeDecider.Refusal.BaselineAfterFollowUp after ->
                Problem.of(
                                ProblemType.BASELINE_AFTER_FOLLOW_UP,
                                "A baseline is of the day of the first follow-up there is, or an earlier one.")
                        .with("field", kind.day);
            case OutcomeDecider.Refusal.BeforeEnrolment before ->
                Problem.of(
                                ProblemType.FOLLOW_UP_BEFORE_ENROLMENT,
                                "It is observed on the person's first day in the programme or later.")
                        .with("field", kind.day);
            case OutcomeDecider.Refusal.AlreadyFollowedUp already ->
                Problem.of(
                                ProblemType.ALREADY_FOLLOWED_UP,
                                "For this event and window in this programme. Withdraw the other if it is wrong.")
                        .with("field", "event");
            case OutcomeDecider.Refusal.UseAlreadyRecorded already ->
                Problem.of(
                                ProblemType.USE_ALREADY_RECORDED,
                                "In this programme, of this service and in as many days, under this id or a linked one."
                                        + " Withdraw the other if it is wrong.")
                        .with("field", "type");
            case OutcomeDecider.Refusal.WindowOpen open ->
                Problem.of(
                                ProblemType.WINDOW_OPEN,
                                "It is known from " + open.over() + " on. Say yes or lost earlier, or no then.")
                        .with("field", "outcome")
                        .with("over", open.over().toString());
            case OutcomeDecider.Refusal.NotRecorded none -> Problem.notFound(kind.name);
            case OutcomeDecider.Refusal.NotYours notYours ->
                Problem.of(ProblemType.NOT_YOURS, "The agency that recorded it or the lead withdraws it.");
            case OutcomeDecider.Refusal.AlreadyWithdrawn already ->
                Problem.of(ProblemType.ALREADY_WITHDRAWN, "It does not count any more as it is.");
        };
    }

    private static Problem referenceInUse(Kind kind, Existing existing) {
        var path = kind.path + existing.id();
        return existing.withdrawn() == null
                ? Problem.of(
                                ProblemType.EXTERNAL_REF_IN_USE,
                                "Your agency has recorded an outcome under this reference.")
                        .with("existing", path)
                : Problem.of(
                                ProblemType.EXTERNAL_REF_OF_WITHDRAWN,
                                "The outcome that your agency recorded under this reference was withdrawn. Choose another.")
                        .with("existing", path)
                        .with("withdrawnFor", existing.withdrawn());
    }

    /** What the instrument can give. */
    private static String rule(String field, Instrument instrument) {
        var items = instrument.items();
        return switch (field) {
            case "raw", "items" ->
                items == null
                        ? "Of this instrument the score alone is taken."
                        : "It has %d items, each from %d to %d."
                                .formatted(items.count(), items.minimum(), items.maximum());
            default ->
                instrument.conversion().isEmpty()
                        ? "It is from %s to %s%s."
                                .formatted(
                                        instrument.minimum().toPlainString(),
                                        instrument.maximum().toPlainString(),
                                        instrument.step() == null
                                                ? ""
                                                : ", in steps of "
                                                        + instrument.step().toPlainString())
                        : "It is a value of the instrument's conversion table; send raw or items to have it converted.";
        };
    }

    /** The same of one of several: the fields that it names are those of that one. */
    static Problem at(Problem problem, int index, String list) {
        var prefix = list + "[" + index + "].";
        var placed = problem.with("index", IntNode.valueOf(index));
        if (problem.more().get("errors") instanceof ArrayNode errors) {
            var ofOne = errors.deepCopy();
            ofOne.forEach(error -> ((ObjectNode) error)
                    .put("field", prefix + error.get("field").textValue()));
            return placed.with("errors", ofOne);
        }
        return problem.more().get("field") instanceof TextNode field
                ? placed.with("field", prefix + field.textValue())
                : placed;
    }
}
