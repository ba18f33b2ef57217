package org.reciprocity.ledger.claim;

import com.fasterxml.jackson.databind.node.IntNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.security.Caller;

/** Registers claims and shows them. */
@ApplicationScoped
class ClaimService {
    private static final String TAKEN = """
            select exists(select from claim where community_id = $1 and code = $2),
                   (select id from claim where recorded_by = $3 and external_ref = $4)
            """;

    private static final String INSERT = """
            insert into claim (community_id, id, recorded_by, external_ref, code, body, version, recorded_at)
            values ($1, $2, $3, $4, $5, $6, 1, $7)
            """;

    /** Seen by every agency that is admitted to the community. */
    private static final String SELECT = """
            select o.community_id, o.id, o.body, o.recorded_at, o.number
            from claim o
            where exists (select from admission m where m.community_id = o.community_id and m.agency_id = $2)
            """;

    private static final String FIND = SELECT + " and o.id = $1";

    private static final String LIST =
            SELECT + " and o.community_id = $1 and o.number < $3 order by o.number desc limit $4";

    /** One in a list, and its number there. */
    record Listed(ClaimResource.ClaimView view, long number) {}

    Uni<Outcome> register(Sql sql, Caller caller, ClaimResource.NewClaim request) {
        var id = Optional.ofNullable(request.id()).orElseGet(EventIds::next);
        var terms = request.terms();
        return Access.naming("communityId", Access.community(sql, caller, request.communityId()))
                .chain(community -> Access.begin(sql, id).chain(beginning -> {
                    if (beginning.taken()) {
                        return refused(new ClaimDecider.Refusal.IdInUse(), null);
                    }
                    return sql.select(TAKEN, community.id(), terms.code(), caller.agency(), request.externalRef())
                            .map(List::getFirst)
                            .chain(taken -> switch (ClaimDecider.decide(
                                    new Claim.None(),
                                    new ClaimCommand.Register(terms, (Boolean) taken[0], taken[1] != null))) {
                                case ClaimDecider.Decision.Rejected rejected ->
                                    refused(rejected.refusal(), (UUID) taken[1]);
                                case ClaimDecider.Decision.Accepted accepted ->
                                    registered(
                                            sql,
                                            caller,
                                            request,
                                            id,
                                            beginning.at(),
                                            accepted.events().getFirst());
                            });
                }));
    }

    private static Uni<Outcome> registered(
            Sql sql, Caller caller, ClaimResource.NewClaim request, UUID id, Instant at, ClaimEvent event) {
        var community = request.communityId();
        var written = ClaimEventCodec.write(community, id, at, event);
        return sql.update(
                        INSERT,
                        community,
                        id,
                        caller.agency(),
                        request.externalRef(),
                        request.code(),
                        written.body(),
                        at.atOffset(ZoneOffset.UTC))
                .map(inserted -> new Outcome(
                        Answer.created("/claims/" + id, 1, view(community, id, written.body(), at)), List.of(written)));
    }

    private static ClaimResource.ClaimView view(UUID community, UUID id, String body, Instant at) {
        return ClaimResource.ClaimView.of(id, community, ClaimEventCodec.terms(body), at);
    }

    private static Uni<Outcome> refused(ClaimDecider.Refusal refusal, UUID existing) {
        return Uni.createFrom().item(Outcome.refused(problem(refusal, existing)));
    }

    private static Problem problem(ClaimDecider.Refusal refusal, UUID existing) {
        return switch (refusal) {
            case ClaimDecider.Refusal.IdInUse taken ->
                Problem.of(ProblemType.ID_IN_USE, "Choose another id, or leave it out.");
            case ClaimDecider.Refusal.CodeInUse taken ->
                Problem.of(ProblemType.CODE_IN_USE, "Another claim of this community has this code.");
            case ClaimDecider.Refusal.ReferenceInUse taken ->
                Problem.of(ProblemType.EXTERNAL_REF_IN_USE, "Your agency has registered a claim under this reference.")
                        .with("existing", "/claims/" + existing);
            case ClaimDecider.Refusal.InputTwice(int input) ->
                Problem.field("inputs[" + input + "].name", "another input has this name");
            case ClaimDecider.Refusal.FormulaUnreadable(int at, String expected) ->
                Problem.of(ProblemType.FORMULA_UNREADABLE, "At character " + at + " is expected: " + expected + ".")
                        .with("field", "formula")
                        .with("at", IntNode.valueOf(at));
            case ClaimDecider.Refusal.InputUnknown(String name) ->
                Problem.of(ProblemType.FORMULA_INPUT_MISSING, "No input is called " + name + ".")
                        .with("field", "formula");
        };
    }

    Uni<Answer> show(Sql sql, Caller caller, UUID id) {
        return sql.select(FIND, id, caller.agencyOrNone()).map(rows -> rows.stream()
                .findFirst()
                .map(row -> Answer.ok(1L, listed(row).view()))
                .orElseThrow(() -> Problem.notFound("claim").exception()));
    }

    private static Listed listed(Object[] row) {
        return new Listed(view((UUID) row[0], (UUID) row[1], (String) row[2], Access.instant(row[3])), (Long) row[4]);
    }

    Uni<List<Listed>> list(Sql sql, Caller caller, UUID communityId, Page page) {
        return Access.community(sql, caller, communityId)
                .chain(community -> sql.select(LIST, community.id(), caller.agency(), page.before(), page.rows()))
                .map(rows -> rows.stream().map(ClaimService::listed).toList());
    }
}
