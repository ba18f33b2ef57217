package org.reciprocity.ledger.band;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Versions;
import org.reciprocity.ledger.security.Caller;

/** Takes what somebody told, and shows it to the agency that asked them and to the lead. */
@ApplicationScoped
class BandService {
    /** Nobody erases, withdraws or tells of the same person at the same time. */
    private static final String LOCK = """
            with locked as materialized (
                select kind, erased_at from participant where community_id = $1 and id = $2 for update)
            select kind, erased_at is not null, clock_timestamp() from locked
            """;

    private static final String FIND = """
            select age, disability, ethnicity, deprivation, agency_id, recorded_at, version
            from participant_bands where community_id = $1 and participant_id = $2
            """;

    private static final String PERSON = "person";

    private final BandSettings settings;

    BandService(BandSettings settings) {
        this.settings = settings;
    }

    Uni<Outcome> put(Sql sql, Call call, UUID participant, Bands bands) {
        return Access.participant(sql, call.caller(), participant)
                .invoke(thing -> Versions.demand(call))
                .chain(thing -> sql.select(LOCK, thing.community(), participant).chain(rows -> {
                    var row = rows.getFirst();
                    return (Boolean) row[1]
                            ? Uni.createFrom().item(Outcome.refused(Access.erased()))
                            : put(sql, call, thing, bands, PERSON.equals(row[0]), Access.instant(row[2]));
                }));
    }

    private Uni<Outcome> put(Sql sql, Call call, Access.Thing thing, Bands bands, boolean person, Instant at) {
        return Banding.told(sql, thing.community(), thing.id()).chain(told -> {
            Versions.require(call, told.version());
            return Banding.consented(sql, thing.community(), thing.id(), at)
                    .map(consented -> new BandCommand.Tell(
                            bands,
                            mayTell(call.caller(), thing),
                            person,
                            settings.enabledIn(thing.community()),
                            consented))
                    .chain(command -> switch (BandDecider.decide(told.bands(), command)) {
                        case BandDecider.Decision.Rejected rejected ->
                            Uni.createFrom().item(refused(rejected.refusal()));
                        case BandDecider.Decision.Accepted accepted ->
                            Banding.store(
                                            sql,
                                            thing.community(),
                                            thing.id(),
                                            call.caller().agency(),
                                            at,
                                            told,
                                            accepted.events())
                                    .chain(events -> view(sql, thing)
                                            .map(view -> new Outcome(Answer.ok(view.version(), view), events)));
                    });
        });
    }

    private static boolean mayTell(Caller caller, Access.Thing thing) {
        return thing.agency().equals(caller.agency()) || thing.lead().equals(caller.agency());
    }

    private static Outcome refused(BandDecider.Refusal refusal) {
        return Outcome.refused(
                switch (refusal) {
                    case NOT_YOURS -> notYours();
                    case NOT_A_PERSON ->
                        Problem.of(ProblemType.NOT_A_PERSON, "Households and groups have no bands; their members may.");
                    case SWITCHED_OFF ->
                        Problem.of(ProblemType.BANDS_OFF, "The operator decides whether this community keeps any.");
                    case NO_CONSENT ->
                        Problem.of(
                                        ProblemType.CONSENT_MISSING,
                                        "Record the participant's consent to this purpose first.")
                                .with("purpose", Banding.PURPOSE);
                });
    }

    private static Problem notYours() {
        return Problem.of(
                ProblemType.NOT_YOURS,
                "The agency that registered the participant, or the lead, tells and sees bands.");
    }

    Uni<BandResource.BandsView> find(Sql sql, Caller caller, UUID participant) {
        return Access.participant(sql, caller, participant).chain(thing -> {
            if (!mayTell(caller, thing)) {
                throw notYours().exception();
            }
            return view(sql, thing);
        });
    }

    private static Uni<BandResource.BandsView> view(Sql sql, Access.Thing thing) {
        return sql.select(FIND, thing.community(), thing.id()).map(rows -> view(thing.id(), rows));
    }

    private static BandResource.BandsView view(UUID participant, List<Object[]> rows) {
        if (rows.isEmpty()) {
            return new BandResource.BandsView(
                    participant, new BandResource.BandsBody(null, null, null, null), null, null, 0);
        }
        var row = rows.getFirst();
        return new BandResource.BandsView(
                participant,
                new BandResource.BandsBody((String) row[0], (String) row[1], (String) row[2], (String) row[3]),
                (UUID) row[4],
                Access.instant(row[5]),
                (Long) row[6]);
    }
}
