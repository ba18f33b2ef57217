package org.reciprocity.ledger.outcome;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Write;
import org.reciprocity.ledger.security.Caller;

/** Records scores and uses of services, and shows them. */
@ApplicationScoped
class OutcomeService {
    /**
     * Seen by whom recorded it, by the programme's agency, by the lead, and by those who see the participant. %s is the table.
     */
    private static final String FIND = """
            select o.community_id
            from %s o
            join programme g on g.community_id = o.community_id and g.id = o.programme_id
            join community c on c.id = o.community_id
            where o.id = $1
              and ($2 in (o.recorded_by, g.agency_id, c.lead_agency_id)
                   or exists (select from participant_sight s
                              where s.community_id = o.community_id and s.participant_id = o.participant_id
                                and s.agency_id = $2))
            """;

    private static final String FIND_MEASURE = FIND.formatted("measure");
    private static final String FIND_SERVICE_USE = FIND.formatted("service_use");

    private static final String REFERENCE = "select id from %s where recorded_by = $1 and external_ref = $2";
    private static final String MEASURE_OF = REFERENCE.formatted("measure");
    private static final String SERVICE_USE_OF = REFERENCE.formatted("service_use");

    Uni<Outcome> score(Write write, Caller caller, MeasureResource.NewMeasure request) {
        var id = Optional.ofNullable(request.id()).orElseGet(EventIds::next);
        var measure = new OutcomeFact.Measure(
                new OutcomeFact.Subject(request.participantId(), request.groupSize()),
                request.instrument(),
                request.wave(),
                OutcomeFact.Arm.of(request.arm()),
                new OutcomeFact.Reading(plain(request.score()), null, null, null),
                request.measuredOn());
        return programme(write, caller, request.programmeId(), measure.subject())
                .chain(programme -> Access.begin(write.sql(), id).chain(beginning -> Access.today(
                                write.sql(), programme.community(), beginning.at())
                        .chain(today -> referenceOf(write, MEASURE_OF, caller, request.externalRef())
                                .chain(existing -> decide(
                                        programme,
                                        id,
                                        beginning,
                                        new OutcomeCommand.Score(measure, today, existing.isPresent()),
                                        existing.map(first -> "/measures/" + first),
                                        at -> {
                                            var row = new MeasureRow(
                                                            programme.community(),
                                                            id,
                                                            programme.id(),
                                                            caller.agency(),
                                                            measure,
                                                            at)
                                                    .under(request.externalRef());
                                            return write.session()
                                                    .persist(row)
                                                    .replaceWith(Answer.created("/measures/" + id, 1, view(row)));
                                        })))));
    }

    Uni<Outcome> recordUse(Write write, Caller caller, ServiceUseResource.NewServiceUse request) {
        var id = Optional.ofNullable(request.id()).orElseGet(EventIds::next);
        var use = new OutcomeFact.ServiceUse(
                new OutcomeFact.Subject(request.participantId(), request.groupSize()),
                request.type(),
                OutcomeFact.Arm.of(request.arm()),
                request.before().usage(),
                request.after().usage());
        return programme(write, caller, request.programmeId(), use.subject())
                .chain(programme -> Access.begin(write.sql(), id).chain(beginning -> referenceOf(
                                write, SERVICE_USE_OF, caller, request.externalRef())
                        .chain(existing -> decide(
                                programme,
                                id,
                                beginning,
                                new OutcomeCommand.RecordUse(use, existing.isPresent()),
                                existing.map(first -> "/service-uses/" + first),
                                at -> {
                                    var row = new ServiceUseRow(
                                                    programme.community(), id, programme.id(), caller.agency(), use, at)
                                            .under(request.externalRef());
                                    return write.session()
                                            .persist(row)
                                            .replaceWith(Answer.created("/service-uses/" + id, 1, view(row)));
                                }))));
    }

    /** What the agency has recorded under a reference before. */
    private static Uni<Optional<UUID>> referenceOf(Write write, String query, Caller caller, String reference) {
        return write.sql()
                .select(query, caller.agency(), reference)
                .map(rows -> rows.stream().findFirst().map(row -> (UUID) row[0]));
    }

    private static BigDecimal plain(BigDecimal score) {
        var stripped = score.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** The programme, if it may be recorded for by the caller: a participant's agency, or for a group the programme's. */
    private static Uni<Access.Thing> programme(
            Write write, Caller caller, UUID programmeId, OutcomeFact.Subject subject) {
        return Access.programme(write.sql(), caller, programmeId).chain(programme -> {
            if (subject.participant() == null) {
                if (!caller.agency().equals(programme.agency())
                        && !caller.agency().equals(programme.lead())) {
                    throw Problem.of(
                                    ProblemType.NOT_YOURS,
                                    "A group's outcome is recorded by the programme's agency, or the lead.")
                            .exception();
                }
                return Uni.createFrom().item(programme);
            }
            return Access.participant(write.sql(), caller, subject.participant())
                    .map(participant -> {
                        if (!participant.community().equals(programme.community())) {
                            throw Problem.of(
                                            ProblemType.OTHER_COMMUNITY,
                                            "Choose a programme of the participant's community.")
                                    .exception();
                        }
                        return programme;
                    });
        });
    }

    private static Uni<Outcome> decide(
            Access.Thing programme,
            UUID id,
            Access.Beginning beginning,
            OutcomeCommand command,
            Optional<String> existing,
            Function<Instant, Uni<Answer>> record) {
        if (beginning.taken()) {
            return Uni.createFrom().item(refused(OutcomeDecider.Refusal.ID_IN_USE, existing));
        }
        return switch (OutcomeDecider.decide(new OutcomeFact.None(), command)) {
            case OutcomeDecider.Decision.Rejected rejected ->
                Uni.createFrom().item(refused(rejected.refusal(), existing));
            case OutcomeDecider.Decision.Accepted accepted ->
                record.apply(beginning.at())
                        .map(answer -> new Outcome(
                                answer,
                                List.of(OutcomeEventCodec.write(
                                        programme.community(),
                                        programme.id(),
                                        id,
                                        beginning.at(),
                                        accepted.events().getFirst()))));
        };
    }

    private static Outcome refused(OutcomeDecider.Refusal refusal, Optional<String> existing) {
        return Outcome.refused(
                switch (refusal) {
                    case ID_IN_USE -> Problem.of(ProblemType.ID_IN_USE, "Choose another id, or leave it out.");
                    case REFERENCE_IN_USE ->
                        Problem.of(
                                        ProblemType.EXTERNAL_REF_IN_USE,
                                        "Your agency has recorded an outcome under this reference.")
                                .with("existing", existing.orElseThrow());
                    case SUBJECT_UNCLEAR -> Problem.field("participantId", "either this or groupSize, and not both");
                    case IN_THE_FUTURE ->
                        Problem.of(ProblemType.IN_THE_FUTURE, "Record it when it has been measured.")
                                .with("field", "measuredOn");
                });
    }

    Uni<Answer> measure(Write read, Caller caller, UUID id) {
        return community(read, FIND_MEASURE, caller, id, "measure")
                .chain(community -> read.session().find(MeasureRow.class, new MeasureRow.Key(community, id)))
                .map(row -> Answer.ok(row.version, view(row)));
    }

    Uni<Answer> serviceUse(Write read, Caller caller, UUID id) {
        return community(read, FIND_SERVICE_USE, caller, id, "use of services")
                .chain(community -> read.session().find(ServiceUseRow.class, new ServiceUseRow.Key(community, id)))
                .map(row -> Answer.ok(row.version, view(row)));
    }

    private static Uni<UUID> community(Write read, String query, Caller caller, UUID id, String what) {
        return read.sql().select(query, id, caller.agencyOrNone()).map(rows -> rows.stream()
                .findFirst()
                .map(row -> (UUID) row[0])
                .orElseThrow(() -> Problem.notFound(what).exception()));
    }

    private static MeasureResource.MeasureView view(MeasureRow row) {
        return new MeasureResource.MeasureView(
                row.id,
                row.community,
                row.programme,
                row.participant,
                row.groupSize,
                row.instrument,
                row.wave,
                row.arm,
                row.score,
                row.measuredOn,
                row.recordedAt,
                row.version);
    }

    private static ServiceUseResource.ServiceUseView view(ServiceUseRow row) {
        return new ServiceUseResource.ServiceUseView(
                row.id,
                row.community,
                row.programme,
                row.participant,
                row.groupSize,
                row.type,
                row.arm,
                new ServiceUseResource.UsageBody(row.beforeCount, row.beforeDays),
                new ServiceUseResource.UsageBody(row.afterCount, row.afterDays),
                row.recordedAt,
                row.version);
    }
}
