package org.reciprocity.ledger.participant;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.EventStore;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.eventlog.StoredEvent;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.access.SpentReferences;
import org.reciprocity.ledger.account.AccountIds;
import org.reciprocity.ledger.account.AccountKind;
import org.reciprocity.ledger.account.Accounts;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Versions;
import org.reciprocity.ledger.request.Write;
import org.reciprocity.ledger.security.Caller;

/** Registers participants, says anew what they are, and shows them. */
@ApplicationScoped
public class ParticipantService {
    private static final String FACTS = """
            select c.participant_floor, c.participant_ceiling,
                   (select p.id from participant p where p.agency_id = $2 and p.external_ref = $3)
            from community c where c.id = $1
            for share of c
            """;

    private static final String LIST = """
            from ParticipantRow p
            where p.community = :community and p.number < :before and p.erasedAt is null
              and (:leads = true
                   or exists (select 1 from ParticipantSight s
                              where s.community = p.community and s.participant = p.id and s.agency = :agency))
            """;

    private static final String LOCK = """
            with locked as materialized (select id from participant where community_id = $1 and id = $2 for update)
            select clock_timestamp() from locked
            """;

    /**
     * Which participants a list is of; null for all.
     *
     * @param community the community
     * @param programme that are or were enrolled in this programme
     * @param kind of this kind
     * @param externalRef registered by the caller under this reference
     * @param from registered at this time or later
     * @param to registered before this time
     * @param page which page
     */
    record Filter(
            UUID community, UUID programme, String kind, String externalRef, Instant from, Instant to, Page page) {

        Map<String, Object> parameters() {
            var parameters = new LinkedHashMap<String, Object>();
            parameters.put("communityId", community);
            parameters.put("programmeId", programme);
            parameters.put("kind", kind);
            parameters.put("externalRef", externalRef);
            parameters.put("from", from);
            parameters.put("to", to);
            return parameters;
        }

        /** What narrows it down, with the parameter of the same name. */
        private Map<String, Object> conditions() {
            var conditions = new LinkedHashMap<String, Object>();
            conditions.put(
                    " and exists (select 1 from EnrolmentRow e where e.community = p.community and e.participant = p.id"
                            + " and e.programme = :programme)",
                    programme);
            conditions.put(" and p.kind = :kind", kind);
            conditions.put(" and p.agency = :agency and p.externalRef = :externalRef", externalRef);
            conditions.put(" and p.recordedAt >= :from", from);
            conditions.put(" and p.recordedAt < :to", to);
            conditions.values().removeIf(Objects::isNull);
            return conditions;
        }
    }

    /** Registers a participant, and opens its account. */
    public Uni<Outcome> register(Write write, Caller caller, ParticipantResource.NewParticipant request) {
        var id = Optional.ofNullable(request.id()).orElseGet(EventIds::next);
        return Access.naming("communityId", Access.community(write.sql(), caller, request.communityId()))
                .chain(() -> Access.begin(write.sql(), id))
                .chain(beginning -> write.sql()
                        .select(FACTS, request.communityId(), caller.agency(), request.externalRef())
                        .call(() -> SpentReferences.refuse(
                                write.sql(), SpentReferences.Of.PARTICIPANT, caller.agency(), request.externalRef()))
                        .chain(rows -> beginning.taken()
                                ? Uni.createFrom().item(refused(new ParticipantDecider.Refusal.IdInUse()))
                                : register(write, caller, id, request, beginning, rows.getFirst())));
    }

    private static Uni<Outcome> register(
            Write write,
            Caller caller,
            UUID id,
            ParticipantResource.NewParticipant request,
            Access.Beginning beginning,
            Object[] facts) {
        var kind = Participant.Kind.of(request.kind());
        var command = new ParticipantCommand.Register(
                caller.agency(),
                kind,
                Objects.requireNonNullElse(request.size(), 1),
                Optional.ofNullable(request.roles()).orElse(List.of(Participant.Role.MEMBER.wire())).stream()
                        .map(Participant.Role::of)
                        .toList(),
                request.area(),
                (UUID) facts[2]);
        return switch (ParticipantDecider.decide(new Participant.None(), command)) {
            case ParticipantDecider.Decision.Rejected rejected ->
                Uni.createFrom().item(refused(rejected.refusal()));
            case ParticipantDecider.Decision.Accepted accepted -> {
                var community = request.communityId();
                var registered = (ParticipantEvent.Registered) accepted.events().getFirst();
                var row = new ParticipantRow(community, id, registered, request.externalRef(), beginning.at());
                var account = new Accounts.Opening(
                        AccountKind.PARTICIPANT,
                        id,
                        ((Integer) facts[0]).longValue(),
                        ((Integer) facts[1]).longValue());
                yield write.session()
                        .persist(row)
                        .chain(() -> Accounts.open(write, community, beginning.at(), List.of(account)))
                        .map(opened -> new Outcome(
                                Answer.created("/participants/" + id, 1, view(row, null)),
                                List.<NewEvent>of(
                                        ParticipantEventCodec.write(community, id, 1, beginning.at(), registered),
                                        opened.getFirst())));
            }
        };
    }

    Uni<Outcome> describe(Write write, Call call, UUID id, ParticipantResource.Description request) {
        return Access.participant(write.sql(), call.caller(), id)
                .invoke(() -> Versions.demand(call))
                .chain(found -> write.sql().select(LOCK, found.community(), id).chain(rows -> EventStore.read(
                                write.sql(), id)
                        .chain(stream ->
                                describe(write, call, found, request, stream, Access.instant(rows.getFirst()[0])))));
    }

    private static Uni<Outcome> describe(
            Write write,
            Call call,
            Access.Thing found,
            ParticipantResource.Description request,
            List<StoredEvent> stream,
            Instant at) {
        Versions.require(call, stream.size());
        Participant participant = new Participant.None();
        for (var event : stream) {
            participant =
                    ParticipantDecider.evolve(participant, ParticipantEventCodec.read(event.type(), event.body()));
        }
        var agency = call.caller().agency();
        var command = new ParticipantCommand.Describe(
                found.agency().equals(agency) || found.lead().equals(agency),
                request.size(),
                request.roles().stream().map(Participant.Role::of).toList(),
                request.area());
        return switch (ParticipantDecider.decide(participant, command)) {
            case ParticipantDecider.Decision.Rejected rejected ->
                Uni.createFrom().item(refused(rejected.refusal()));
            case ParticipantDecider.Decision.Accepted accepted ->
                write.session()
                        .find(ParticipantRow.class, new ParticipantRow.Key(found.community(), found.id()))
                        .map(row -> {
                            var events = new ArrayList<NewEvent>();
                            for (var event : accepted.events()) {
                                row.describe((ParticipantEvent.Described) event, row.version + 1);
                                events.add(ParticipantEventCodec.write(
                                        found.community(), found.id(), row.version, at, event));
                            }
                            return new Outcome(Answer.ok(row.version, view(row, null)), events);
                        });
        };
    }

    private static Outcome refused(ParticipantDecider.Refusal refusal) {
        return Outcome.refused(
                switch (refusal) {
                    case ParticipantDecider.Refusal.IdInUse inUse ->
                        Problem.of(ProblemType.ID_IN_USE, "Choose another id, or leave it out.");
                    case ParticipantDecider.Refusal.ReferenceInUse inUse ->
                        Problem.of(
                                        ProblemType.EXTERNAL_REF_IN_USE,
                                        "Your agency has registered a participant under this reference.")
                                .with("existing", "/participants/" + inUse.first());
                    case ParticipantDecider.Refusal.SizeDoesNotFit size ->
                        Problem.field("size", "1 for a person, 1 or more for a household or a group");
                    case ParticipantDecider.Refusal.NotRegistered none -> Problem.notFound("participant");
                    case ParticipantDecider.Refusal.NotYours notYours ->
                        Problem.of(ProblemType.NOT_YOURS, "The agency that registered it or the lead says what it is.");
                });
    }

    Uni<Answer> find(Write read, Caller caller, UUID id) {
        return Access.participant(read.sql(), caller, id)
                .chain(found ->
                        read.session().find(ParticipantRow.class, new ParticipantRow.Key(found.community(), id)))
                .map(row -> Answer.ok(row.version, view(row, caller)));
    }

    Uni<List<ParticipantRow>> list(Write read, Caller caller, Filter filter) {
        var conditions = filter.conditions();
        return Access.community(read.sql(), caller, filter.community()).chain(found -> {
            var query = read.session()
                    .createQuery(
                            LIST + String.join("", conditions.keySet()) + " order by p.number desc",
                            ParticipantRow.class)
                    .setParameter("community", filter.community())
                    .setParameter("before", filter.page().before())
                    .setParameter("agency", caller.agency())
                    .setParameter("leads", found.lead().equals(caller.agency()))
                    .setMaxResults(filter.page().rows());
            conditions.forEach((condition, value) -> query.setParameter(
                    condition.substring(condition.lastIndexOf(':') + 1).replace(")", ""), value));
            return query.getResultList();
        });
    }

    /** A reference is shown to the agency whose it is, and to nobody else. */
    static ParticipantResource.ParticipantView view(ParticipantRow row, Caller caller) {
        return new ParticipantResource.ParticipantView(
                row.id,
                row.community,
                row.agency,
                row.kind,
                row.size,
                List.of(row.roles),
                row.area,
                AccountIds.of(row.community, AccountKind.PARTICIPANT, row.id),
                caller != null && row.agency.equals(caller.agency()) ? row.externalRef : null,
                row.recordedAt,
                row.version);
    }
}
