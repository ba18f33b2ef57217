package org.reciprocity.ledger.instrument;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
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

/** Registers instruments of a community, and shows them beside the built-in ones. */
@ApplicationScoped
class InstrumentService {
    /** A code is registered once at a time. */
    private static final String LOCK = """
            with locked as materialized (
                select pg_advisory_xact_lock(hashtextextended('instrument:' || $1::uuid::text || ':' || lower($2), 0)) as held)
            select 1 from locked
            """;

    private static final String INSERT = """
            insert into instrument (community_id, id, code, title, minimum, maximum, step, better, cut_off, cut_off_side,
                                    licence, registered_by, external_ref, version, recorded_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1, $14)
            """;

    private static final String REFERENCE =
            "select code, community_id from instrument where registered_by = $1 and external_ref = $2";

    /** $1 community, $2 the agency whose references are shown. */
    private static final String SELECT = "select " + Instruments.COLUMNS + """
            , i.id, i.registered_by, case when i.registered_by = $2 then i.external_ref end, i.recorded_at, i.version, i.number
            from instrument i where i.community_id = $1
            """;

    private static final String FIND = SELECT + " and lower(i.code) = lower($3)";

    private static final String LIST = SELECT + " and i.number < $3 order by i.number desc limit $4";

    /** How many columns an instrument has. */
    private static final int WIDTH = 9;

    private final Instruments instruments;

    InstrumentService(Instruments instruments) {
        this.instruments = instruments;
    }

    /** An instrument in a list, and its number there. */
    record Listed(InstrumentResource.InstrumentView view, long number) {}

    Uni<Outcome> register(Sql sql, Caller caller, InstrumentResource.NewInstrument request) {
        var id = Optional.ofNullable(request.id()).orElseGet(EventIds::next);
        return Access.naming("communityId", Access.community(sql, caller, request.communityId()))
                .chain(() -> sql.select(LOCK, request.communityId(), request.code()))
                .chain(() -> Access.begin(sql, id))
                .chain(beginning -> beginning.taken()
                        ? Uni.createFrom().item(refused(InstrumentDecider.Refusal.ID_IN_USE, null))
                        : sql.select(REFERENCE, caller.agency(), request.externalRef())
                                .chain(first -> instruments
                                        .find(sql, request.communityId(), request.code())
                                        .chain(there -> register(
                                                sql,
                                                caller,
                                                id,
                                                request,
                                                new Taken(there.isPresent(), existing(first)),
                                                beginning.at()))));
    }

    /** Whether the code of a new one is taken, and where the one is that has its reference; null for none. */
    private record Taken(boolean code, String referenceOf) {}

    private static String existing(List<Object[]> rows) {
        return rows.isEmpty() ? null : address((String) rows.getFirst()[0], (UUID) rows.getFirst()[1]);
    }

    private static String address(String code, UUID community) {
        return "/instruments/" + code + "?communityId=" + community;
    }

    private static Uni<Outcome> register(
            Sql sql, Caller caller, UUID id, InstrumentResource.NewInstrument request, Taken taken, Instant at) {
        var command = new InstrumentCommand.Register(
                request.code(),
                request.title(),
                plain(request.minimum()),
                plain(request.maximum()),
                plain(request.step()),
                Instrument.Better.of(request.better()),
                plain(request.cutOff()),
                request.cutOffSide() == null ? null : Instrument.Side.of(request.cutOffSide()),
                request.licence(),
                taken.code(),
                taken.referenceOf() != null);
        return switch (InstrumentDecider.decide(Optional.empty(), command)) {
            case InstrumentDecider.Decision.Rejected rejected ->
                Uni.createFrom().item(refused(rejected.refusal(), taken.referenceOf()));
            case InstrumentDecider.Decision.Accepted accepted -> {
                var event = accepted.events().getFirst();
                var instrument =
                        InstrumentDecider.evolve(Optional.empty(), event).orElseThrow();
                yield insert(sql, caller, id, request, instrument, at)
                        .replaceWith(new Outcome(
                                Answer.created(
                                        address(instrument.code(), request.communityId()),
                                        1,
                                        InstrumentResource.view(
                                                instrument, id, request.communityId(), caller.agency(), null, at, 1L)),
                                List.of(InstrumentEventCodec.write(request.communityId(), id, at, event))));
            }
        };
    }

    private static Uni<Integer> insert(
            Sql sql,
            Caller caller,
            UUID id,
            InstrumentResource.NewInstrument request,
            Instrument instrument,
            Instant at) {
        var cutOff = Optional.ofNullable(instrument.cutOff());
        return sql.update(
                INSERT,
                request.communityId(),
                id,
                instrument.code(),
                instrument.title(),
                instrument.minimum(),
                instrument.maximum(),
                instrument.step(),
                instrument.better().wire(),
                cutOff.map(Instrument.CutOff::at).orElse(null),
                cutOff.map(line -> line.side().wire()).orElse(null),
                instrument.licence(),
                caller.agency(),
                request.externalRef(),
                at.atOffset(ZoneOffset.UTC));
    }

    /** As short as it can be written without an exponent; null for none. */
    private static BigDecimal plain(BigDecimal number) {
        if (number == null) {
            return null;
        }
        var stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static Outcome refused(InstrumentDecider.Refusal refusal, String referenceOf) {
        return Outcome.refused(
                switch (refusal) {
                    case ID_IN_USE -> Problem.of(ProblemType.ID_IN_USE, "Choose another id, or leave it out.");
                    case CODE_IN_USE ->
                        Problem.of(
                                ProblemType.CODE_IN_USE,
                                "A built-in instrument, or another of this community, has this code.");
                    case REFERENCE_IN_USE ->
                        Problem.of(
                                        ProblemType.EXTERNAL_REF_IN_USE,
                                        "Your agency has registered an instrument under this reference.")
                                .with("existing", referenceOf);
                    case RANGE_EMPTY -> Problem.field("maximum", "more than minimum");
                    case STEP_DOES_NOT_FIT -> Problem.field("step", "a part of the range, without a rest");
                    case CUT_OFF_UNCLEAR -> Problem.field("cutOff", "with cutOffSide, or neither");
                    case CUT_OFF_DOES_NOT_FIT -> Problem.field("cutOff", "above minimum, and at most maximum");
                });
    }

    Uni<Answer> find(Sql sql, Caller caller, UUID community, String code) {
        return Access.community(sql, caller, community).chain(() -> {
            var known = instruments.builtIn(code);
            return known.isPresent()
                    ? Uni.createFrom().item(Answer.ok(null, InstrumentResource.builtIn(known.get())))
                    : sql.select(FIND, community, caller.agencyOrNone(), code).map(rows -> rows.stream()
                            .findFirst()
                            .map(row -> Answer.ok((Long) row[WIDTH + 4], view(row, community)))
                            .orElseThrow(() -> Problem.notFound("instrument").exception()));
        });
    }

    /** The community's own, newest first, and after them the built-in ones, which are numbered from below. */
    Uni<List<Listed>> list(Sql sql, Caller caller, UUID community, Page page) {
        var builtIn = instruments.builtIn();
        int many = builtIn.size();
        return Access.community(sql, caller, community)
                .chain(() -> sql.select(
                        LIST, community, caller.agencyOrNone(), Math.max(page.before() - many, 0), page.rows()))
                .map(rows -> {
                    var listed = new ArrayList<Listed>();
                    rows.forEach(row -> listed.add(new Listed(view(row, community), (Long) row[WIDTH + 5] + many)));
                    for (int i = 0; i < many && listed.size() < page.rows(); i++) {
                        long number = (long) many - i;
                        if (number < page.before()) {
                            listed.add(new Listed(InstrumentResource.builtIn(builtIn.get(i)), number));
                        }
                    }
                    return listed;
                });
    }

    private static InstrumentResource.InstrumentView view(Object[] row, UUID community) {
        return InstrumentResource.view(
                Instruments.instrument(row, 0),
                (UUID) row[WIDTH],
                community,
                (UUID) row[WIDTH + 1],
                (String) row[WIDTH + 2],
                Access.instant(row[WIDTH + 3]),
                (Long) row[WIDTH + 4]);
    }
}
