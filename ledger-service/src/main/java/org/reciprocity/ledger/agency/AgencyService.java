package org.reciprocity.ledger.agency;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
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
    private static final String CODE_TAKEN = "select exists(select from agency where code = $1)";

    /** Operators see all; an agency sees itself and those it shares a community with. */
    private static final String VISIBLE = """
            select exists(select from admission mine join admission theirs on theirs.community_id = mine.community_id
                          where mine.agency_id = $2 and theirs.agency_id = $1)
            """;

    /** Those that are visible so: $1 caller's agency, $2 whether it sees all, $3 number, $4 rows. */
    private static final String LIST = """
            select a.id, a.code, a.name, a.recorded_at, a.version, a.number
            from agency a
            where a.number < $3
              and ($2 or a.id = $1
                   or exists(select from admission mine join admission theirs on theirs.community_id = mine.community_id
                             where mine.agency_id = $1 and theirs.agency_id = a.id))
            order by a.number desc
            limit $4
            """;

    Uni<Outcome> register(Write write, AgencyResource.NewAgency request) {
        var id = Optional.ofNullable(request.id()).orElseGet(EventIds::next);
        return Access.begin(write.sql(), id).chain(beginning -> write.sql()
                .select(CODE_TAKEN, request.code())
                .map(rows -> (Boolean) rows.getFirst()[0])
                .chain(codeTaken -> decide(write, id, beginning, request, codeTaken)));
    }

    private static Uni<Outcome> decide(
            Write write, UUID id, Access.Beginning beginning, AgencyResource.NewAgency request, boolean codeTaken) {
        if (beginning.taken()) {
            return Uni.createFrom().item(refused(AgencyDecider.Refusal.ID_IN_USE));
        }
        var command = new AgencyCommand.Register(request.code(), request.name(), codeTaken);
        return switch (AgencyDecider.decide(new Agency.None(), command)) {
            case AgencyDecider.Decision.Rejected rejected -> Uni.createFrom().item(refused(rejected.refusal()));
            case AgencyDecider.Decision.Accepted accepted -> {
                var registered = (AgencyEvent.Registered) accepted.events().getFirst();
                var row = new AgencyRow(id, registered, beginning.at());
                var answer = Answer.created("/agencies/" + id, 1, view(row));
                var events = accepted.events().stream()
                        .map(event -> AgencyEventCodec.write(id, 1, beginning.at(), event))
                        .toList();
                yield write.session().persist(row).replaceWith(new Outcome(answer, events));
            }
        };
    }

    private static Outcome refused(AgencyDecider.Refusal refusal) {
        return Outcome.refused(
                switch (refusal) {
                    case ID_IN_USE -> Problem.of(ProblemType.ID_IN_USE, "Choose another id, or leave it out.");
                    case CODE_IN_USE -> Problem.of(ProblemType.CODE_IN_USE, "Another agency has this code.");
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
                .map(row -> Answer.ok(row.version, view(row)));
    }

    /** An agency in a list, and its number there. */
    record Listed(AgencyResource.AgencyView view, long number) {}

    Uni<List<Listed>> list(Write read, Caller caller, Page page) {
        return read.sql()
                .select(LIST, caller.agencyOrNone(), caller.has(Roles.OPERATOR), page.before(), page.rows())
                .map(rows -> rows.stream()
                        .map(row -> new Listed(
                                new AgencyResource.AgencyView(
                                        (UUID) row[0], (String) row[1], (String) row[2], Access.instant(row[3]), (Long)
                                                row[4]),
                                (Long) row[5]))
                        .toList());
    }

    private static Uni<Boolean> visible(Write read, Caller caller, UUID id) {
        if (caller.has(Roles.OPERATOR) || id.equals(caller.agency())) {
            return Uni.createFrom().item(true);
        }
        return read.sql().select(VISIBLE, id, caller.agencyOrNone()).map(rows -> (Boolean) rows.getFirst()[0]);
    }

    private static AgencyResource.AgencyView view(AgencyRow row) {
        return new AgencyResource.AgencyView(row.id, row.code, row.name, row.recordedAt, row.version);
    }
}
