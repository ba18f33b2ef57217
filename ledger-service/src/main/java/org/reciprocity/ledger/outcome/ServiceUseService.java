package org.reciprocity.ledger.outcome;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Write;
import org.reciprocity.ledger.security.Caller;
import org.reciprocity.ledger.withdrawal.NewWithdrawal;

/** Records uses of services, withdraws them, and shows them. */
@ApplicationScoped
class ServiceUseService {
    private static final Recording.Kind KIND = Recording.Kind.SERVICE_USE;

    Uni<Outcome> record(Write write, Caller caller, ServiceUseResource.NewServiceUse request) {
        var id = Optional.ofNullable(request.id()).orElseGet(EventIds::next);
        var use = new OutcomeFact.ServiceUse(
                new OutcomeFact.Subject(request.participantId(), request.groupSize()),
                request.type(),
                OutcomeFact.Arm.of(request.arm()),
                request.before().usage(),
                request.after().usage());
        return Recording.programme(write, caller, request.programmeId(), request.participantId())
                .chain(programme -> before(write, programme, use).chain(before -> Access.begin(write.sql(), id)
                        .chain(beginning -> Recording.referenceOf(write, KIND, caller, request.externalRef())
                                .chain(existing -> {
                                    if (beginning.taken()) {
                                        return refused(new OutcomeDecider.Refusal.IdInUse(), existing);
                                    }
                                    var command = new OutcomeCommand.RecordUse(use, before, existing.isPresent());
                                    return switch (OutcomeDecider.decide(new OutcomeFact.None(), command)) {
                                        case OutcomeDecider.Decision.Rejected rejected ->
                                            refused(rejected.refusal(), existing);
                                        case OutcomeDecider.Decision.Accepted accepted ->
                                            recorded(
                                                    write,
                                                    new ServiceUseRow(
                                                                    programme.community(),
                                                                    id,
                                                                    programme.id(),
                                                                    caller.agency(),
                                                                    use,
                                                                    beginning.at())
                                                            .under(request.externalRef()),
                                                    accepted.events().getFirst());
                                    };
                                }))));
    }

    private static Uni<OutcomeCommand.Before> before(Write write, Access.Thing programme, OutcomeFact.ServiceUse use) {
        var participant = use.subject().participant();
        return participant == null
                ? Uni.createFrom().item(Histories.none())
                : Histories.holdLivingPerson(write.sql(), programme.community(), programme.id(), participant)
                        .chain(() -> Histories.ofUses(write.sql(), programme.community(), programme.id(), use));
    }

    private static Uni<Outcome> refused(OutcomeDecider.Refusal refusal, Optional<Recording.Existing> existing) {
        return Uni.createFrom().item(Outcome.refused(Recording.problem(refusal, KIND, existing.orElse(null))));
    }

    private static Uni<Outcome> recorded(Write write, ServiceUseRow row, OutcomeEvent event) {
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
                community -> write.session().find(ServiceUseRow.class, new ServiceUseRow.Key(community, id)),
                ServiceUseService::view);
    }

    Uni<Answer> find(Write read, Caller caller, UUID id) {
        return Recording.found(read, KIND, caller, id)
                .chain(found -> read.session().find(ServiceUseRow.class, new ServiceUseRow.Key(found.community(), id)))
                .map(row -> Answer.ok(
                        row.version, view(row, row.recordedBy.equals(caller.agencyOrNone()) ? row.externalRef : null)));
    }

    /** Without the reference: the answer is kept. */
    private static ServiceUseResource.ServiceUseView view(ServiceUseRow row) {
        return view(row, null);
    }

    private static ServiceUseResource.ServiceUseView view(ServiceUseRow row, String reference) {
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
                Recording.state(row.withdrawn),
                row.withdrawn,
                reference,
                row.recordedAt,
                row.version);
    }
}
