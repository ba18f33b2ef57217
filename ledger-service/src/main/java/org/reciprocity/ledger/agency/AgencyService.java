package org.reciprocity.ledger.agency;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Write;
import org.reciprocity.ledger.security.Caller;
import org.reciprocity.ledger.security.Roles;

/** Registers agencies and shows them. */
@ApplicationScoped
class AgencyService {
    private static final String TAKEN = """
            select exists(select from agency where code = $1),
                   (select id from agency where recorded_by = $2 and external_ref = $3)
            """;

    /** Operators see all; an agency sees itself and those it shares a community with. */
    private static final String VISIBLE = """
            select exists(select from admission mine join admission theirs on theirs.community_id = mine.community_id
                          where mine.agency_id = $2 and theirs.agency_id = $1)
            """;

    /** Those that are visible so: $1 caller's agency, $2 whether it sees all, $3 number, $4 rows, $5 whose references are shown. */
    private static final String LIST = """
            select a.id, a.code, a.name, case when a.recorded_by = $5 then a.external_ref end, a.recorded_at, a.version, a.number
            from agency a
            where a.number < $3
              and ($2 or a.id = $1
                   or exists(select from admission mine join admission theirs on theirs.community_id = mine.community_id
                             where mine.agency_id = $1 and theirs.agency_id = a.id))
            order by a.number desc
            limit $4
            """;

    Uni<Outcome> register(Write write, Caller caller, AgencyResource.NewAgency request) {
        var id = Optional.ofNullable(request.id()).orElseGet(EventIds::next);
        return Access.begin(write.sql(), id).chain(beginning -> write.sql()
                .select(TAKEN, request.code(), caller.keyOwner(), request.externalRef())
                .chain(rows -> beginning.taken()
                        ? Uni.createFrom().item(refused(AgencyDecider.Refusal.ID_IN_USE, null))
                        : register(write, caller, id, beginning.at(), request, rows.getFirst())));
    }

    private static Uni<Outcome> register(
            Write write, Caller caller, UUID id, Instant at, AgencyResource.NewAgency request, Object[] taken) {
        var referenceOf = (UUID) taken[1];
        var command =
                new AgencyCommand.Register(request.code(), request.name(), (Boolean) taken[0], referenceOf != null);
        return switch (AgencyDecider.decide(new Agency.None(), command)) {
            case AgencyDecider.Decision.Rejected rejected ->
                Uni.createFrom().item(refused(rejected.refusal(), referenceOf));
            case AgencyDecider.Decision.Accepted accepted -> {
                var registered = (AgencyEvent.Registered) accepted.events().getFirst();
                var row = new AgencyRow(id, registered, caller.keyOwner(), request.externalRef(), at);
                var answer = Answer.created("/agencies/" + id, 1, view(row, null));
                var events = accepted.events().stream()
                        .map(event -> AgencyEventCodec.write(id, 1, at, event))
                        .toList();
                yield write.session().persist(row).replaceWith(new Outcome(answer, events));
            }
        };
    }

    private static Outcome refused(AgencyDecider.Refusal refusal, UUID referenceOf) {
        return Outcome.refused(
                switch (refusal) {
                    case ID_IN_USE -> Problem.of(ProblemType.ID_IN_USE, "Choose another id, or leave it out.");
                    case CODE_IN_USE -> Problem.of(ProblemType.CODE_IN_USE, "Another agency has this code.");
                    case REFERENCE_IN_USE ->
                        Problem.of(
                                        ProblemType.EXTERNAL_REF_IN_USE,
                                        "You have registered an agency under this reference.")
                                .with("existing", "/agencies/" + referenceOf);
                });
    }

    Uni<Answer> find(Write read, Caller caller, UUID id) {
        return visible(read, caller, id)
                .chain(visible -> visible
                        ? read.session().find(AgencyRow.class, id)
                        : Uni.createFrom().nullItem())
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notFound("agency").exception())
                .map(row -> Answer.ok(row.version, view(row, caller.keyOwner())));
    }

    /** An agency in a list, and its number there. */
    record Listed(AgencyResource.AgencyView view, long number) {}

    Uni<List<Listed>> list(Write read, Caller caller, Page page) {
        return read.sql()
                .select(
                        LIST,
                        caller.agencyOrNone(),
                        caller.has(Roles.OPERATOR),
                        page.before(),
                        page.rows(),
                        caller.keyOwner())
                .map(rows -> rows.stream()
                        .map(row -> new Listed(
                                new AgencyResource.AgencyView(
                                        (UUID) row[0],
                                        (String) row[1],
                                        (String) row[2],
                                        (String) row[3],
                                        Access.instant(row[4]),
                                        (Long) row[5]),
                                (Long) row[6]))
                        .toList());
    }

    private static Uni<Boolean> visible(Write read, Caller caller, UUID id) {
        if (caller.has(Roles.OPERATOR) || id.equals(caller.agency())) {
            return Uni.createFrom().item(true);
        }
        return read.sql().select(VISIBLE, id, caller.agencyOrNone()).map(rows -> (Boolean) rows.getFirst()[0]);
    }

    /** As it is shown to an owner of references; null for nobody's. */
    private static AgencyResource.AgencyView view(AgencyRow row, UUID owner) {
        return new AgencyResource.AgencyView(
                row.id,
                row.code,
                row.name,
                owner != null && owner.equals(row.recordedBy) ? row.externalRef : null,
                row.recordedAt,
                row.version);
    }
}
