package org.reciprocity.ledger.outcome;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.access.SpentReferences;
import org.reciprocity.ledger.instrument.Instrument;
import org.reciprocity.ledger.instrument.Instruments;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Json;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Write;
import org.reciprocity.ledger.security.Caller;
import org.reciprocity.ledger.withdrawal.NewWithdrawal;

/** Records scores, singly and in waves, withdraws them, and shows them. */
@ApplicationScoped
public class MeasureService {
    private static final Recording.Kind KIND = Recording.Kind.MEASURE;

    /** What stands in the way of each score of a wave: its id, its reference, its participant. */
    private static final String WAVE = """
            select exists (select from event v where v.stream = a.id),
                   m.id, p.community_id, p.erased_at is not null, m.withdrawn, reference_spent('measure', $4, a.reference)
            from unnest($1::uuid[], $2::uuid[], $3::text[]) with ordinality as a(id, participant, reference, n)
            left join measure m on m.recorded_by = $4 and m.external_ref = a.reference
            left join participant p on p.id = a.participant
              and (exists (select from community c where c.id = p.community_id and c.lead_agency_id = $4)
                   or exists (select from participant_sight s
                              where s.community_id = p.community_id and s.participant_id = p.id and s.agency_id = $4))
            order by a.n
            """;

    private static final String NOW = "select clock_timestamp()";

    private final Instruments instruments;

    MeasureService(Instruments instruments) {
        this.instruments = instruments;
    }

    /** Records one. */
    public Uni<Outcome> score(Write write, Caller caller, MeasureResource.NewMeasure request) {
        var id = Optional.ofNullable(request.id()).orElseGet(EventIds::next);
        var subject = new OutcomeFact.Subject(request.participantId(), request.groupSize());
        return Recording.programme(write, caller, request.programmeId(), request.participantId())
                .chain(programme -> instruments
                        .find(write.sql(), programme.community(), request.instrument())
                        .map(found -> found.orElse(null))
                        .chain(instrument -> before(write, programme, request, instrument)
                                .chain(before -> Access.begin(write.sql(), id).chain(beginning -> Access.today(
                                                write.sql(), programme.community(), beginning.at())
                                        .chain(today -> Recording.referenceOf(
                                                        write, KIND, caller, request.externalRef())
                                                .chain(existing -> score(
                                                        write,
                                                        new Place(
                                                                programme.community(),
                                                                programme.id(),
                                                                caller.agency(),
                                                                id,
                                                                request.externalRef(),
                                                                beginning.at()),
                                                        beginning.taken(),
                                                        existing.orElse(null),
                                                        new OutcomeCommand.Score(
                                                                subject,
                                                                instrument,
                                                                new Instrument.Given(
                                                                        request.score(),
                                                                        request.raw(),
                                                                        request.items()),
                                                                request.wave(),
                                                                OutcomeFact.Arm.of(request.arm()),
                                                                request.measuredOn(),
                                                                today,
                                                                before,
                                                                existing.isPresent()))))))));
    }

    /**
     * Where a score is recorded.
     *
     * @param agency by whom
     * @param reference the agency's reference; null for none
     */
    private record Place(UUID community, UUID programme, UUID agency, UUID id, String reference, Instant at) {

        MeasureRow row(OutcomeFact.Measure measure) {
            return new MeasureRow(community, id, programme, agency, measure, at).under(reference);
        }

        NewEvent event(OutcomeEvent event) {
            return OutcomeEventCodec.write(community, programme, id, 1, at, event);
        }
    }

    private static Uni<OutcomeCommand.Before> before(
            Write write, Access.Thing programme, MeasureResource.NewMeasure request, Instrument instrument) {
        if (instrument == null) {
            return Uni.createFrom().item(Histories.none());
        }
        if (request.participantId() == null) {
            return Histories.holdProgramme(write.sql(), programme.community(), programme.id())
                    .chain(() -> Histories.ofGroupsScores(
                            write.sql(),
                            programme.community(),
                            programme.id(),
                            instrument.code(),
                            OutcomeFact.Arm.of(request.arm())));
        }
        return Histories.holdLivingPerson(write.sql(), programme.community(), programme.id(), request.participantId())
                .chain(() -> Histories.ofScores(
                        write.sql(),
                        programme.community(),
                        programme.id(),
                        new UUID[] {request.participantId()},
                        instrument.code(),
                        request.wave()))
                .map(known -> known.getFirst().before());
    }

    private static Uni<Outcome> score(
            Write write, Place place, boolean idTaken, Recording.Existing existing, OutcomeCommand.Score command) {
        if (idTaken) {
            return Uni.createFrom()
                    .item(Outcome.refused(Recording.problem(new OutcomeDecider.Refusal.IdInUse(), KIND, null)));
        }
        return switch (OutcomeDecider.decide(new OutcomeFact.None(), command)) {
            case OutcomeDecider.Decision.Rejected rejected ->
                Uni.createFrom().item(Outcome.refused(Recording.problem(rejected.refusal(), KIND, existing)));
            case OutcomeDecider.Decision.Accepted accepted -> {
                var event = accepted.events().getFirst();
                var row = place.row(measure(event));
                yield write.session()
                        .persist(row)
                        .chain(write.session()::flush)
                        .replaceWith(new Outcome(
                                Answer.created(KIND.path() + place.id(), 1, view(row)), List.of(place.event(event))));
            }
        };
    }

    private static OutcomeFact.Measure measure(OutcomeEvent event) {
        return switch (event) {
            case OutcomeEvent.Scored scored -> scored.measure();
            case OutcomeEvent.UseRecorded use -> throw new IllegalStateException("No score");
            case OutcomeEvent.FollowedUp followUp -> throw new IllegalStateException("No score");
            case OutcomeEvent.Withdrawn withdrawn -> throw new IllegalStateException("No score");
        };
    }

    /** Records all scores of a wave, or none. */
    Uni<Outcome> wave(Write write, Caller caller, MeasureResource.NewWave request) {
        return Access.naming("programmeId", Access.programme(write.sql(), caller, request.programmeId()))
                .chain(programme -> instruments
                        .find(write.sql(), programme.community(), request.instrument())
                        .chain(instrument -> instrument.isEmpty()
                                ? Uni.createFrom()
                                        .item(Outcome.refused(Recording.problem(
                                                new OutcomeDecider.Refusal.UnknownInstrument(), KIND, null)))
                                : Histories.holdProgramme(write.sql(), programme.community(), programme.id())
                                        .chain(() -> wave(write, caller, programme, instrument.get(), request))));
    }

    private static Uni<Outcome> wave(
            Write write,
            Caller caller,
            Access.Thing programme,
            Instrument instrument,
            MeasureResource.NewWave request) {
        var scores = request.scores();
        var ids = scores.stream()
                .map(score -> Optional.ofNullable(score.id()).orElseGet(EventIds::next))
                .toArray(UUID[]::new);
        var participants =
                scores.stream().map(MeasureResource.NewScore::participantId).toArray(UUID[]::new);
        var references =
                scores.stream().map(MeasureResource.NewScore::externalRef).toArray(String[]::new);
        return Histories.keep(write.sql(), programme.community(), participants)
                .chain(() -> write.sql().select(WAVE, ids, participants, references, caller.agency()))
                .chain(obstacles -> Histories.ofScores(
                                write.sql(),
                                programme.community(),
                                programme.id(),
                                participants,
                                instrument.code(),
                                request.wave())
                        .chain(known -> write.sql().select(NOW).chain(now -> {
                            var at = Access.instant(now.getFirst()[0]);
                            return Access.today(write.sql(), programme.community(), at)
                                    .chain(today -> {
                                        var wave = new Wave(programme, caller, instrument, request, today, ids, at);
                                        for (int i = 0; i < ids.length; i++) {
                                            var problem = wave.add(i, obstacles.get(i), known.get(i));
                                            if (problem.isPresent()) {
                                                return Uni.createFrom()
                                                        .item(Outcome.refused(
                                                                Recording.at(problem.get(), i, "scores")));
                                            }
                                        }
                                        return wave.record(write);
                                    });
                        })));
    }

    /** A wave as it is decided, score by score. */
    private static final class Wave {
        private final Access.Thing programme;
        private final Caller caller;
        private final Instrument instrument;
        private final MeasureResource.NewWave request;
        private final java.time.LocalDate today;
        private final UUID[] ids;
        private final Instant at;
        private final Map<UUID, Integer> placeOf = new HashMap<>();
        private final HashSet<Object> once = new HashSet<>();
        private final List<MeasureRow> rows = new ArrayList<>();
        private final List<NewEvent> events = new ArrayList<>();

        Wave(
                Access.Thing programme,
                Caller caller,
                Instrument instrument,
                MeasureResource.NewWave request,
                java.time.LocalDate today,
                UUID[] ids,
                Instant at) {
            this.programme = programme;
            this.caller = caller;
            this.instrument = instrument;
            this.request = request;
            this.today = today;
            this.ids = ids;
            this.at = at;
        }

        /** Why the next score is refused; empty where it is recorded. */
        Optional<Problem> add(int index, Object[] obstacles, Histories.Known known) {
            var score = request.scores().get(index);
            if (obstacles[2] == null) {
                return Optional.of(Problem.notFound("participant", "participantId"));
            }
            if ((Boolean) obstacles[3]) {
                return Optional.of(Access.erased());
            }
            if (!programme.community().equals(obstacles[2])) {
                return Optional.of(Recording.otherCommunity());
            }
            if ((Boolean) obstacles[0] || !once.add(ids[index])) {
                return Optional.of(Recording.problem(new OutcomeDecider.Refusal.IdInUse(), KIND, null));
            }
            if (score.externalRef() != null && !once.add(score.externalRef())) {
                return Optional.of(Problem.field("externalRef", "once only; another score of the wave has it"));
            }
            if ((Boolean) obstacles[5]) {
                return Optional.of(SpentReferences.problem());
            }
            var twice = placeOf.putIfAbsent(known.id(), index) != null;
            var before = known.before();
            var command = new OutcomeCommand.Score(
                    new OutcomeFact.Subject(score.participantId(), null),
                    instrument,
                    new Instrument.Given(score.score(), score.raw(), score.items()),
                    request.wave(),
                    OutcomeFact.Arm.of(request.arm()),
                    request.measuredOn(),
                    today,
                    new OutcomeCommand.Before(before.arms(), before.taken() || twice, before.begins(), before.goesOn()),
                    obstacles[1] != null);
            return switch (OutcomeDecider.decide(new OutcomeFact.None(), command)) {
                case OutcomeDecider.Decision.Rejected rejected ->
                    Optional.of(Recording.problem(
                            rejected.refusal(), KIND, new Recording.Existing((UUID) obstacles[1], (String)
                                    obstacles[4])));
                case OutcomeDecider.Decision.Accepted accepted -> {
                    var event = accepted.events().getFirst();
                    var place = new Place(
                            programme.community(),
                            programme.id(),
                            caller.agency(),
                            ids[index],
                            score.externalRef(),
                            at);
                    rows.add(place.row(measure(event)));
                    events.add(place.event(event));
                    yield Optional.empty();
                }
            };
        }

        Uni<Outcome> record(Write write) {
            var answer = new Answer(
                    201,
                    null,
                    null,
                    Json.write(new MeasureResource.WaveView(
                            rows.stream().map(MeasureService::view).toList())));
            return write.session()
                    .persistAll(rows.toArray())
                    .chain(write.session()::flush)
                    .replaceWith(new Outcome(answer, events));
        }
    }

    Uni<Outcome> withdraw(Write write, Call call, UUID id, NewWithdrawal request) {
        return Recording.withdraw(
                write,
                KIND,
                call,
                id,
                request,
                community -> write.session().find(MeasureRow.class, new MeasureRow.Key(community, id)),
                MeasureService::view);
    }

    Uni<Answer> find(Write read, Caller caller, UUID id) {
        return Recording.found(read, KIND, caller, id)
                .chain(found -> read.session().find(MeasureRow.class, new MeasureRow.Key(found.community(), id)))
                .map(row -> Answer.ok(
                        row.version, view(row, row.recordedBy.equals(caller.agencyOrNone()) ? row.externalRef : null)));
    }

    /** Without the reference: the answer is kept. */
    private static MeasureResource.MeasureView view(MeasureRow row) {
        return view(row, null);
    }

    private static MeasureResource.MeasureView view(MeasureRow row, String reference) {
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
                row.raw,
                row.better,
                row.beyondCutOff,
                row.measuredOn,
                Recording.state(row.withdrawn),
                row.withdrawn,
                reference,
                row.recordedAt,
                row.version);
    }
}
