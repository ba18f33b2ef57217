package org.reciprocity.ledger.enrolment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.EventStore;
import org.reciprocity.eventlog.StoredEvent;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.access.SpentReferences;
import org.reciprocity.ledger.outcome.Arms;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Versions;
import org.reciprocity.ledger.request.Write;
import org.reciprocity.ledger.security.Caller;

/** Enrols participants in programmes, ends that, and shows it. */
@ApplicationScoped
class EnrolmentService {
    /** Enrolments of one participant are made one after the other: its row is locked. */
    private static final String LOCK_PARTICIPANT =
            "select erased_at is not null from participant where community_id = $1 and id = $2 for update";

    private static final String OVERLAPS = """
            select exists(select from enrolment
                          where community_id = $1 and participant_id = $2 and programme_id = $3 and role = $4
                            and daterange(from_day, to_day, '[]') && daterange($5::date, $6::date, '[]'))
            """;

    private static final String REFERENCE = "select id from enrolment where recorded_by = $1 and external_ref = $2";

    /** Visible to those who see the participant. */
    private static final String FIND = """
            select e.community_id
            from enrolment e
            join community c on c.id = e.community_id
            where e.id = $1
              and ($2 = c.lead_agency_id
                   or exists (select from participant_sight s
                              where s.community_id = e.community_id and s.participant_id = e.participant_id
                                and s.agency_id = $2))
            """;

    private static final String LOCK = """
            with locked as materialized (select id from enrolment where community_id = $1 and id = $2 for update)
            select clock_timestamp() from locked
            """;

    Uni<Outcome> enrol(Write write, Caller caller, EnrolmentResource.NewEnrolment request) {
        var id = Optional.ofNullable(request.id()).orElseGet(EventIds::next);
        return Access.naming("participantId", Access.participant(write.sql(), caller, request.participantId()))
                .chain(participant -> Access.naming(
                                "programmeId", Access.programme(write.sql(), caller, request.programmeId()))
                        .chain(programme -> {
                            if (!programme.community().equals(participant.community())) {
                                return Uni.createFrom()
                                        .item(Outcome.refused(Problem.of(
                                                ProblemType.OTHER_COMMUNITY,
                                                "Choose a programme of the participant's community.")));
                            }
                            return enrol(write, caller, id, programme, request);
                        }));
    }

    private static Uni<Outcome> enrol(
            Write write, Caller caller, UUID id, Access.Thing programme, EnrolmentResource.NewEnrolment request) {
        var terms = new Enrolment.Terms(
                programme.id(),
                request.participantId(),
                Optional.ofNullable(request.role()).orElse("member"),
                Optional.ofNullable(request.arm()).map(Enrolment.Arm::of).orElse(Enrolment.Arm.PARTICIPANTS),
                request.from(),
                request.to());
        var community = programme.community();
        return Arms.held(write.sql(), community, terms.programme(), terms.participant())
                .chain(arms -> write.sql()
                        .select(LOCK_PARTICIPANT, community, terms.participant())
                        .invoke(rows -> {
                            if ((Boolean) rows.getFirst()[0]) {
                                throw Access.erased().exception();
                            }
                        })
                        .chain(() -> enrol(write, caller, id, programme, request.externalRef(), terms, arms)));
    }

    private static Uni<Outcome> enrol(
            Write write,
            Caller caller,
            UUID id,
            Access.Thing programme,
            String reference,
            Enrolment.Terms terms,
            Set<String> arms) {
        var community = programme.community();
        return Access.begin(write.sql(), id).chain(beginning -> {
            if (beginning.taken()) {
                return Uni.createFrom().item(refused(EnrolmentDecider.Refusal.ID_IN_USE, null));
            }
            return write.sql()
                    .select(REFERENCE, caller.agency(), reference)
                    .call(() -> SpentReferences.refuse(
                            write.sql(), SpentReferences.Of.ENROLMENT, caller.agency(), reference))
                    .chain(rows -> {
                        var referenceOf = rows.isEmpty() ? null : (UUID) rows.getFirst()[0];
                        return overlaps(write, community, terms).chain(overlaps -> switch (EnrolmentDecider.decide(
                                new Enrolment.None(),
                                new EnrolmentCommand.Enrol(terms, overlaps, arms, referenceOf != null))) {
                            case EnrolmentDecider.Decision.Rejected rejected ->
                                Uni.createFrom().item(refused(rejected.refusal(), referenceOf));
                            case EnrolmentDecider.Decision.Accepted accepted ->
                                made(
                                        write,
                                        new EnrolmentRow(community, id, terms, programme.agency(), beginning.at())
                                                .by(caller.agency(), reference),
                                        accepted);
                        });
                    });
        });
    }

    private static Uni<Boolean> overlaps(Write write, UUID community, Enrolment.Terms terms) {
        if (terms.to() != null && terms.to().isBefore(terms.from())) {
            return Uni.createFrom().item(false);
        }
        return write.sql()
                .select(
                        OVERLAPS,
                        community,
                        terms.participant(),
                        terms.programme(),
                        terms.role(),
                        terms.from(),
                        terms.to())
                .map(rows -> (Boolean) rows.getFirst()[0]);
    }

    private static Uni<Outcome> made(Write write, EnrolmentRow row, EnrolmentDecider.Decision.Accepted accepted) {
        var events = accepted.events().stream()
                .map(event -> EnrolmentEventCodec.write(row.community, row.id, 1, row.recordedAt, event))
                .toList();
        return write.session()
                .persist(row)
                .replaceWith(new Outcome(Answer.created("/enrolments/" + row.id, 1, view(row)), events));
    }

    Uni<Outcome> end(Write write, Call call, UUID id, EnrolmentResource.EnrolmentEnd request) {
        return community(write, call.caller(), id)
                .chain(community -> write.sql().select(LOCK, community, id).chain(rows -> EventStore.read(
                                write.sql(), id)
                        .chain(stream ->
                                end(write, call, community, id, request, stream, Access.instant(rows.getFirst()[0])))));
    }

    private static Uni<Outcome> end(
            Write write,
            Call call,
            UUID community,
            UUID id,
            EnrolmentResource.EnrolmentEnd request,
            List<StoredEvent> stream,
            Instant at) {
        Versions.require(call, stream.size());
        Enrolment enrolment = new Enrolment.None();
        for (var event : stream) {
            enrolment = EnrolmentDecider.evolve(enrolment, EnrolmentEventCodec.read(event.type(), event.body()));
        }
        long version = stream.size() + 1L;
        return switch (EnrolmentDecider.decide(enrolment, new EnrolmentCommand.End(request.to()))) {
            case EnrolmentDecider.Decision.Rejected rejected ->
                Uni.createFrom().item(refused(rejected.refusal(), null));
            case EnrolmentDecider.Decision.Accepted accepted ->
                write.session()
                        .find(EnrolmentRow.class, new EnrolmentRow.Key(community, id))
                        .invoke(row -> row.end(request.to(), version))
                        .map(row -> new Outcome(
                                Answer.created("/enrolments/" + id, version, view(row)),
                                accepted.events().stream()
                                        .map(event -> EnrolmentEventCodec.write(community, id, version, at, event))
                                        .toList()));
        };
    }

    private static Outcome refused(EnrolmentDecider.Refusal refusal, UUID referenceOf) {
        return Outcome.refused(
                switch (refusal) {
                    case ID_IN_USE -> Problem.of(ProblemType.ID_IN_USE, "Choose another id, or leave it out.");
                    case REFERENCE_IN_USE ->
                        Problem.of(
                                        ProblemType.EXTERNAL_REF_IN_USE,
                                        "Your agency has enrolled somebody under this reference.")
                                .with("existing", "/enrolments/" + referenceOf);
                    case ALREADY_ENROLLED ->
                        Problem.of(
                                ProblemType.ALREADY_ENROLLED,
                                "In this programme and role, on one of these days at least.");
                    case ARM_CHANGED ->
                        Problem.of(
                                        ProblemType.ARM_CHANGED,
                                        "The person is enrolled or has outcomes in another arm of this programme.")
                                .with("field", "arm");
                    case ENDS_BEFORE_IT_BEGINS ->
                        Problem.of(ProblemType.ENDS_BEFORE_IT_BEGINS, "The first day of the enrolment or a later one.")
                                .with("field", "to");
                    case NOT_ENROLLED -> Problem.notFound("enrolment");
                    case ALREADY_ENDED -> Problem.of(ProblemType.ALREADY_ENDED, "Its last day is known.");
                });
    }

    Uni<Answer> find(Write read, Caller caller, UUID id) {
        return community(read, caller, id)
                .chain(community -> read.session().find(EnrolmentRow.class, new EnrolmentRow.Key(community, id)))
                .map(row -> Answer.ok(
                        row.version,
                        view(
                                row,
                                row.recordedBy != null && row.recordedBy.equals(caller.agencyOrNone())
                                        ? row.externalRef
                                        : null)));
    }

    private static Uni<UUID> community(Write read, Caller caller, UUID id) {
        return read.sql().select(FIND, id, caller.agencyOrNone()).map(rows -> rows.stream()
                .findFirst()
                .map(row -> (UUID) row[0])
                .orElseThrow(() -> Problem.notFound("enrolment").exception()));
    }

    /** Without the reference: the answer is kept. */
    private static EnrolmentResource.EnrolmentView view(EnrolmentRow row) {
        return view(row, null);
    }

    private static EnrolmentResource.EnrolmentView view(EnrolmentRow row, String reference) {
        return new EnrolmentResource.EnrolmentView(
                row.id,
                row.community,
                row.participant,
                row.programme,
                row.role,
                row.arm,
                row.from,
                row.to,
                reference,
                row.recordedAt,
                row.version);
    }
}
