package org.reciprocity.ledger.programme;

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

/** Opens programmes and shows them. */
@ApplicationScoped
class ProgrammeService {
    private static final String TAKEN = """
            select exists(select from programme where community_id = $1 and code = $2),
                   (select id from programme where agency_id = $3 and external_ref = $4)
            """;

    private static final String LIST = """
            from ProgrammeRow p
            where p.community = :community and p.number < :before and (:all = true or p.agency = :agency)
            order by p.number desc
            """;

    Uni<Outcome> open(Write write, Caller caller, ProgrammeResource.NewProgramme request) {
        var id = Optional.ofNullable(request.id()).orElseGet(EventIds::next);
        return Access.naming("communityId", Access.community(write.sql(), caller, request.communityId()))
                .chain(() -> Access.begin(write.sql(), id))
                .chain(beginning -> write.sql()
                        .select(TAKEN, request.communityId(), request.code(), caller.agency(), request.externalRef())
                        .chain(rows -> beginning.taken()
                                ? Uni.createFrom().item(refused(ProgrammeDecider.Refusal.ID_IN_USE, null))
                                : open(write, caller, id, request, beginning, rows.getFirst())));
    }

    private static Uni<Outcome> open(
            Write write,
            Caller caller,
            UUID id,
            ProgrammeResource.NewProgramme request,
            Access.Beginning beginning,
            Object[] taken) {
        var referenceOf = (UUID) taken[1];
        var terms = new Programme.Terms(
                caller.agency(),
                request.code(),
                request.name(),
                Programme.By.of(request.design()),
                Programme.By.of(request.delivery()),
                Optional.ofNullable(request.earnsCredit()).orElse(true),
                request.setting(),
                Programme.Risk.of(request.risk()));
        var command = new ProgrammeCommand.Open(terms, (Boolean) taken[0], referenceOf != null);
        return switch (ProgrammeDecider.decide(new Programme.None(), command)) {
            case ProgrammeDecider.Decision.Rejected rejected ->
                Uni.createFrom().item(refused(rejected.refusal(), referenceOf));
            case ProgrammeDecider.Decision.Accepted accepted -> {
                var community = request.communityId();
                var row = new ProgrammeRow(community, id, terms, request.externalRef(), beginning.at());
                var events = accepted.events().stream()
                        .map(event -> ProgrammeEventCodec.write(community, id, 1, beginning.at(), event))
                        .toList();
                yield write.session()
                        .persist(row)
                        .replaceWith(new Outcome(Answer.created("/programmes/" + id, 1, view(row)), events));
            }
        };
    }

    private static Outcome refused(ProgrammeDecider.Refusal refusal, UUID referenceOf) {
        return Outcome.refused(
                switch (refusal) {
                    case ID_IN_USE -> Problem.of(ProblemType.ID_IN_USE, "Choose another id, or leave it out.");
                    case CODE_IN_USE ->
                        Problem.of(ProblemType.CODE_IN_USE, "Another programme of this community has this code.");
                    case REFERENCE_IN_USE ->
                        Problem.of(
                                        ProblemType.EXTERNAL_REF_IN_USE,
                                        "Your agency has opened a programme under this reference.")
                                .with("existing", "/programmes/" + referenceOf);
                });
    }

    Uni<Answer> find(Write read, Caller caller, UUID id) {
        return Access.programme(read.sql(), caller, id)
                .chain(found -> read.session().find(ProgrammeRow.class, new ProgrammeRow.Key(found.community(), id)))
                .map(row -> Answer.ok(row.version, view(row)));
    }

    /** Those of an agency; null for all. */
    Uni<List<ProgrammeRow>> list(Write read, Caller caller, UUID community, UUID agency, Page page) {
        return Access.community(read.sql(), caller, community).chain(() -> read.session()
                .createQuery(LIST, ProgrammeRow.class)
                .setParameter("community", community)
                .setParameter("before", page.before())
                .setParameter("all", agency == null)
                .setParameter("agency", agency == null ? community : agency)
                .setMaxResults(page.rows())
                .getResultList());
    }

    static ProgrammeResource.ProgrammeView view(ProgrammeRow row) {
        return new ProgrammeResource.ProgrammeView(
                row.id,
                row.community,
                row.agency,
                row.code,
                row.name,
                row.design,
                row.delivery,
                row.earnsCredit,
                row.setting,
                row.risk,
                row.recordedAt,
                row.version);
    }
}
