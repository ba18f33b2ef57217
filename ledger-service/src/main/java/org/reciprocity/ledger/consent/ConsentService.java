package org.reciprocity.ledger.consent;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.access.SpentReferences;
import org.reciprocity.ledger.band.Banding;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.security.Caller;
import org.reciprocity.ledger.standing.Standing;

/** Records that consents are given and withdrawn, and shows them. */
@ApplicationScoped
class ConsentService {
    /** Consents of one participant are given and withdrawn one after the other. */
    private static final String LOCK_PARTICIPANT =
            "select id from participant where community_id = $1 and id = $2 for update";

    private static final String FACTS = """
            select exists(select from consent
                          where community_id = $1 and participant_id = $2 and purpose = $3 and withdrawn_on is null
                            and (expires_on is null or expires_on >= $4)),
                   (select id from consent where recorded_by = $5 and external_ref = $6)
            """;

    private static final String INSERT = """
            insert into consent (community_id, id, participant_id, purpose, given_by, supporter_id, authority, given_on,
                                 expires_on, recorded_by, external_ref, version, recorded_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12)
            """;

    private static final String WITHDRAW = """
            update consent set withdrawn_by = $3, withdrawn_on = $4, version = $5 where community_id = $1 and id = $2
            """;

    private static final Standing<ConsentResource.ConsentView> STANDING = new Standing<>(
            new Standing.Kind("consent", "/consents", """
                    k.id, k.community_id, k.participant_id, k.purpose, :state, k.given_by, k.supporter_id, k.authority, k.given_on,
                    k.expires_on, k.withdrawn_by, k.withdrawn_on, k.recorded_by, k.recorded_at, k.version, :reference""", "k.withdrawn_on is not null", "purpose", "given_on"),
            ConsentService::view);

    /** What a word says in a request. */
    private record Said(String by, UUID supporter, String authority) {}

    Uni<Outcome> give(Sql sql, Caller caller, ConsentResource.NewConsent request) {
        var id = Optional.ofNullable(request.id()).orElseGet(EventIds::next);
        var said = new Said(request.givenBy(), request.supporterId(), request.authority());
        return Access.naming("participantId", Access.participant(sql, caller, request.participantId()))
                .chain(participant -> word(sql, caller, participant.community(), said)
                        .chain(word -> give(
                                sql,
                                caller,
                                id,
                                participant,
                                request,
                                new Consent.Terms(
                                        participant.id(),
                                        request.purpose(),
                                        word,
                                        request.givenOn(),
                                        request.expiresOn()))));
    }

    /** Whose word it is, if the request says it clearly and the supporter is there for the caller. */
    private static Uni<Consent.Word> word(Sql sql, Caller caller, UUID community, Said said) {
        if (said.by().equals(ConsentEventCodec.PARTICIPANT)) {
            return said.supporter() == null && said.authority() == null
                    ? Uni.createFrom().item(new Consent.Word.Own())
                    : refuse("authority", "nothing when the participant speaks, nor supporterId");
        }
        if (said.authority() == null) {
            return refuse("authority", "a code, such as parent, when a supporter speaks");
        }
        var word = new Consent.Word.Supporters(said.supporter(), said.authority());
        return said.supporter() == null
                ? Uni.createFrom().item(word)
                : Access.naming("supporterId", Access.participant(sql, caller, said.supporter()))
                        .map(supporter -> {
                            if (!supporter.community().equals(community)) {
                                throw Problem.of(
                                                ProblemType.SUPPORTER_OF_ANOTHER_COMMUNITY,
                                                "Choose a supporter of the participant's community.")
                                        .with("field", "supporterId")
                                        .exception();
                            }
                            return word;
                        });
    }

    private static <T> Uni<T> refuse(String field, String message) {
        return Uni.createFrom().failure(Problem.field(field, message).exception());
    }

    private static Uni<Outcome> give(
            Sql sql,
            Caller caller,
            UUID id,
            Access.Thing participant,
            ConsentResource.NewConsent request,
            Consent.Terms terms) {
        var community = participant.community();
        return sql.select(LOCK_PARTICIPANT, community, participant.id())
                .chain(() -> Access.keep(sql, community, participant.id()))
                .chain(() -> Access.begin(sql, id))
                .chain(beginning -> beginning.taken()
                        ? Uni.createFrom().item(refused(ConsentDecider.Refusal.ID_IN_USE, null))
                        : Access.today(sql, community, beginning.at()).chain(today -> sql.select(
                                        FACTS,
                                        community,
                                        participant.id(),
                                        terms.purpose(),
                                        today,
                                        caller.agency(),
                                        request.externalRef())
                                .call(() -> SpentReferences.refuse(
                                        sql, SpentReferences.Of.CONSENT, caller.agency(), request.externalRef()))
                                .chain(rows -> {
                                    var existing = (UUID) rows.getFirst()[1];
                                    var command = new ConsentCommand.Give(
                                            terms, today, (Boolean) rows.getFirst()[0], existing != null);
                                    return switch (ConsentDecider.decide(new Consent.None(), command)) {
                                        case ConsentDecider.Decision.Rejected rejected ->
                                            Uni.createFrom().item(refused(rejected.refusal(), existing));
                                        case ConsentDecider.Decision.Accepted accepted ->
                                            given(
                                                    sql,
                                                    caller,
                                                    id,
                                                    community,
                                                    terms,
                                                    request.externalRef(),
                                                    beginning.at(),
                                                    accepted.events().getFirst());
                                    };
                                })));
    }

    private static Uni<Outcome> given(
            Sql sql,
            Caller caller,
            UUID id,
            UUID community,
            Consent.Terms terms,
            String reference,
            Instant at,
            ConsentEvent event) {
        var said = said(terms.word());
        return sql.update(
                        INSERT,
                        community,
                        id,
                        terms.participant(),
                        terms.purpose(),
                        said.by(),
                        said.supporter(),
                        said.authority(),
                        terms.givenOn(),
                        terms.expiresOn(),
                        caller.agency(),
                        reference,
                        at.atOffset(ZoneOffset.UTC))
                .chain(() -> outcome(sql, caller, community, id, 1, at, event));
    }

    private static Said said(Consent.Word word) {
        return switch (word) {
            case Consent.Word.Own own -> new Said(ConsentEventCodec.PARTICIPANT, null, null);
            case Consent.Word.Supporters(UUID supporter, String authority) ->
                new Said(ConsentEventCodec.SUPPORTER, supporter, authority);
        };
    }

    Uni<Outcome> withdraw(Sql sql, Call call, UUID id, ConsentResource.Withdrawal request) {
        var said = new Said(request.withdrawnBy(), request.supporterId(), request.authority());
        return STANDING.found(sql, call.caller(), id).map(Standing.Found::view).chain(found -> word(
                        sql, call.caller(), found.communityId(), said)
                .call(word -> sql.select(LOCK_PARTICIPANT, found.communityId(), found.participantId()))
                .chain(word -> STANDING.locked(sql, call, found.communityId(), id)
                        .chain(locked -> withdraw(
                                sql,
                                call.caller(),
                                found,
                                locked,
                                new ConsentCommand.Withdraw(word, request.withdrawnOn(), locked.today())))));
    }

    private static Uni<Outcome> withdraw(
            Sql sql,
            Caller caller,
            ConsentResource.ConsentView found,
            Standing.Locked locked,
            ConsentCommand.Withdraw command) {
        var consent = locked.<Consent>fold(
                new Consent.None(),
                (state, event) -> ConsentDecider.evolve(state, ConsentEventCodec.read(event.type(), event.body())));
        return switch (ConsentDecider.decide(consent, command)) {
            case ConsentDecider.Decision.Rejected rejected -> Uni.createFrom().item(refused(rejected.refusal(), null));
            case ConsentDecider.Decision.Accepted accepted ->
                sql.update(
                                WITHDRAW,
                                found.communityId(),
                                found.id(),
                                said(command.word()).by(),
                                command.on(),
                                locked.next())
                        .chain(() -> outcome(
                                sql,
                                caller,
                                found.communityId(),
                                found.id(),
                                locked.next(),
                                locked.at(),
                                accepted.events().getFirst()))
                        .chain(outcome -> cleared(sql, found, locked).map(outcome::after));
        };
    }

    /** What was told of a person under a consent does not outlive it. */
    private static Uni<List<NewEvent>> cleared(Sql sql, ConsentResource.ConsentView consent, Standing.Locked locked) {
        return consent.purpose().equals(Banding.PURPOSE)
                ? Banding.clearWithoutConsent(sql, consent.communityId(), consent.participantId(), locked.at())
                : Uni.createFrom().item(List.of());
    }

    private static Uni<Outcome> outcome(
            Sql sql, Caller caller, UUID community, UUID id, long version, Instant at, ConsentEvent event) {
        return STANDING.found(sql, caller, id)
                .map(found -> new Outcome(
                        Answer.created("/consents/" + id, version, found.view()),
                        List.of(ConsentEventCodec.write(community, id, version, at, event))));
    }

    private static Outcome refused(ConsentDecider.Refusal refusal, UUID existing) {
        return Outcome.refused(
                switch (refusal) {
                    case ID_IN_USE -> Problem.of(ProblemType.ID_IN_USE, "Choose another id, or leave it out.");
                    case REFERENCE_IN_USE ->
                        Problem.of(
                                        ProblemType.EXTERNAL_REF_IN_USE,
                                        "Your agency has recorded a consent under this reference.")
                                .with("existing", "/consents/" + existing);
                    case IN_FORCE ->
                        Problem.of(ProblemType.CONSENT_IN_FORCE, "Withdraw that one first, if this one replaces it.");
                    case OWN_SUPPORTER ->
                        Problem.of(
                                        ProblemType.OWN_SUPPORTER,
                                        "It is the participant who is said to support the participant.")
                                .with("field", "supporterId");
                    case IN_THE_FUTURE -> Problem.of(ProblemType.IN_THE_FUTURE, "Record it when it has happened.");
                    case EXPIRES_BEFORE_IT_BEGINS ->
                        Problem.of(ProblemType.ENDS_BEFORE_IT_BEGINS, "The day it is given or a later one.")
                                .with("field", "expiresOn");
                    case NOT_GIVEN -> Problem.notFound("consent");
                    case WITHDRAWN_BEFORE_IT_WAS_GIVEN ->
                        Problem.of(ProblemType.ENDS_BEFORE_IT_BEGINS, "The day it was given or a later one.")
                                .with("field", "withdrawnOn");
                    case ALREADY_WITHDRAWN ->
                        Problem.of(ProblemType.ALREADY_WITHDRAWN, "It does not hold any more as it is.");
                });
    }

    Uni<ConsentResource.ConsentView> find(Sql sql, Caller caller, UUID id) {
        return STANDING.shown(sql, caller, id);
    }

    /** How the list that is asked for is narrowed. */
    Standing.Filter filter(
            String communityId,
            Standing.Whose whose,
            String purpose,
            String state,
            Standing.Period period,
            String cursor,
            String limit) {
        return STANDING.filter(communityId, whose, purpose, state, period, cursor, limit);
    }

    Uni<Response> list(Sql sql, Caller caller, Standing.Filter filter) {
        return STANDING.list(sql, caller, filter);
    }

    private static ConsentResource.ConsentView view(Object[] row) {
        return new ConsentResource.ConsentView(
                (UUID) row[0],
                (UUID) row[1],
                (UUID) row[2],
                (String) row[3],
                (String) row[4],
                (String) row[5],
                (UUID) row[6],
                (String) row[7],
                (LocalDate) row[8],
                (LocalDate) row[9],
                (String) row[10],
                (LocalDate) row[11],
                (UUID) row[12],
                (String) row[15],
                Access.instant(row[13]),
                (Long) row[14]);
    }
}
