package org.reciprocity.ledger.outcome;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Write;
import org.reciprocity.ledger.security.Caller;
import org.reciprocity.ledger.withdrawal.NewWithdrawal;

/** Records follow-ups of cases, participants and groups, withdraws them, and shows them. */
@ApplicationScoped
public class FollowUpService {
    private static final Recording.Kind KIND = Recording.Kind.FOLLOW_UP;

    /** A case, as it is seen by whom referred, by the programme's agency and by the lead. */
    private static final String CASE = """
            select k.community_id, k.programme_id, k.participant_id, p.erased_at is not null
            from case_file k
            join community c on c.id = k.community_id
            join participant p on p.community_id = k.community_id and p.id = k.participant_id
            where k.id = $1
              and ($2 = c.lead_agency_id
                   or ($2 in (k.agency_id, k.programme_agency_id)
                       and exists (select from admission m where m.community_id = k.community_id and m.agency_id = $2)))
            """;

    /**
     * Where a follow-up belongs.
     *
     * @param participant who is followed up, by a case or without one; null for a group
     */
    private record Place(UUID community, UUID programme, UUID participant) {}

    /** Records one. */
    public Uni<Outcome> record(Write write, Caller caller, FollowUpResource.NewFollowUp request) {
        var id = Optional.ofNullable(request.id()).orElseGet(EventIds::next);
        var followUp = new OutcomeFact.FollowUp(
                new OutcomeFact.FollowedUp(
                        request.caseId(),
                        request.participantId(),
                        request.group() == null ? null : request.group().numbers()),
                OutcomeFact.Arm.of(request.arm()),
                request.windowMonths(),
                request.event(),
                request.outcome() == null ? null : OutcomeFact.Came.of(request.outcome()),
                request.observedOn());
        return place(write, caller, request)
                .chain(place -> before(write, place, followUp).chain(before -> Access.begin(write.sql(), id)
                        .chain(beginning -> Access.today(write.sql(), place.community(), beginning.at())
                                .chain(today -> Recording.referenceOf(write, KIND, caller, request.externalRef())
                                        .chain(existing -> {
                                            if (beginning.taken()) {
                                                return refused(new OutcomeDecider.Refusal.IdInUse(), existing);
                                            }
                                            var command = new OutcomeCommand.FollowUp(
                                                    followUp, today, before, existing.isPresent());
                                            return switch (OutcomeDecider.decide(new OutcomeFact.None(), command)) {
                                                case OutcomeDecider.Decision.Rejected rejected ->
                                                    refused(rejected.refusal(), existing);
                                                case OutcomeDecider.Decision.Accepted accepted ->
                                                    recorded(
                                                            write,
                                                            new FollowUpRow(
                                                                            place.community(),
                                                                            id,
                                                                            place.programme(),
                                                                            caller.agency(),
                                                                            place.participant(),
                                                                            followUp,
                                                                            beginning.at())
                                                                    .under(request.externalRef()),
                                                            accepted.events().getFirst());
                                            };
                                        })))));
    }

    /** The case's programme, or the one that is named. */
    private static Uni<Place> place(Write write, Caller caller, FollowUpResource.NewFollowUp request) {
        if (request.caseId() != null) {
            return write.sql().select(CASE, request.caseId(), caller.agency()).map(rows -> {
                var row = rows.stream().findFirst().orElseThrow(() -> Problem.notFound("case", "caseId")
                        .exception());
                if ((Boolean) row[3]) {
                    throw Access.erased().exception();
                }
                if (request.programmeId() != null && !request.programmeId().equals(row[1])) {
                    throw Problem.field("programmeId", "the case's programme, or nothing")
                            .exception();
                }
                return new Place((UUID) row[0], (UUID) row[1], (UUID) row[2]);
            });
        }
        if (request.programmeId() == null) {
            throw Problem.field("programmeId", "the programme; only a case says it itself")
                    .exception();
        }
        return Recording.programme(write, caller, request.programmeId(), request.participantId())
                .map(programme -> new Place(programme.community(), programme.id(), request.participantId()));
    }

    private static Uni<OutcomeCommand.Before> before(Write write, Place place, OutcomeFact.FollowUp followUp) {
        if (!followUp.clear()) {
            return Uni.createFrom().item(Histories.none());
        }
        return place.participant() == null
                ? Histories.holdProgramme(write.sql(), place.community(), place.programme())
                        .chain(() -> Histories.ofGroupsFollowUps(
                                write.sql(), place.community(), place.programme(), followUp))
                : Histories.holdLivingPerson(write.sql(), place.community(), place.programme(), place.participant())
                        .chain(() -> Histories.ofFollowUps(
                                write.sql(), place.community(), place.programme(), place.participant(), followUp));
    }

    private static Uni<Outcome> refused(OutcomeDecider.Refusal refusal, Optional<Recording.Existing> existing) {
        return Uni.createFrom().item(Outcome.refused(Recording.problem(refusal, KIND, existing.orElse(null))));
    }

    private static Uni<Outcome> recorded(Write write, FollowUpRow row, OutcomeEvent event) {
        return write.session()
                .persist(row)
                .chain(write.session()::flush)
                .replaceWith(new Outcome(
                        Answer.created(KIND.path() + row.id, 1, view(row)),
                        List.of(OutcomeEventCodec.write(
                                row.community, row.programme, row.id, 1, row.recordedAt, event))));
    }

    Uni<Outcome> withdraw(Write write, Call call, UUID id, NewWithdrawal request) {
        return Recording.withdraw(
                write,
                KIND,
                call,
                id,
                request,
                community -> write.session().find(FollowUpRow.class, new FollowUpRow.Key(community, id)),
                FollowUpService::view);
    }

    Uni<Answer> find(Write read, Caller caller, UUID id) {
        return Recording.found(read, KIND, caller, id)
                .chain(found -> read.session().find(FollowUpRow.class, new FollowUpRow.Key(found.community(), id)))
                .map(row -> Answer.ok(
                        row.version, view(row, row.recordedBy.equals(caller.agencyOrNone()) ? row.externalRef : null)));
    }

    /** Without the reference: the answer is kept. */
    private static FollowUpResource.FollowUpView view(FollowUpRow row) {
        return view(row, null);
    }

    private static FollowUpResource.FollowUpView view(FollowUpRow row, String reference) {
        return new FollowUpResource.FollowUpView(
                row.id,
                row.community,
                row.programme,
                row.caseFile,
                row.participant,
                row.yes == null ? null : new FollowUpResource.GroupBody(row.yes, row.no, row.lost),
                row.arm,
                row.windowMonths,
                row.event,
                row.outcome,
                row.observedOn,
                Recording.state(row.withdrawn),
                row.withdrawn,
                reference,
                row.recordedAt,
                row.version);
    }
}
