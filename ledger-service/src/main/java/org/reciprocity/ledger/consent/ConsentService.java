package org.reciprocity.ledger.consent;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.EventStore;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.eventlog.StoredEvent;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Versions;
import org.reciprocity.ledger.security.Caller;

/** Records that consents are given and withdrawn, and shows them. */
@ApplicationScoped
class ConsentService {
    /** Consents of one participant are given one after the other. */
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

    private static final String LOCK = """
            with locked as materialized (select id from consent where community_id = $1 and id = $2 for update)
            select clock_timestamp() from locked
            """;

    /** What the agency $2 sees: all of its community if it leads, else those of the participants it sees. */
    private static final String SEEN = """
            select k.id, k.community_id, k.participant_id, k.purpose,
                   case when k.withdrawn_on is not null then 'withdrawn'
                        when k.expires_on < (clock_timestamp() at time zone c.time_zone)::date then 'expired'
                        else 'current' end as state,
                   k.given_by, k.supporter_id, k.authority, k.given_on, k.expires_on, k.withdrawn_by, k.withdrawn_on,
                   k.recorded_by, k.recorded_at, k.version, k.number
            from consent k
            join community c on c.id = k.community_id
            where ($2 = c.lead_agency_id
                   or exists (select from participant_sight s
                              where s.community_id = k.community_id and s.participant_id = k.participant_id
                                and s.agency_id = $2))
            """;

    private static final String FIND = SEEN + " and k.id = $1";

    private static final String LIST = "select * from (" + SEEN + """
             and k.community_id = $1 and k.number < $3
             and ($5::uuid is null or k.participant_id = $5)
             and ($6::text is null or k.purpose = $6)) as seen
            where $7::text is null or state = $7
            order by number desc
            limit $4
            """;

    /** What a list is narrowed by; null for all. */
    record Filter(UUID community, UUID participant, String purpose, String state, Page page) {}

    /** A consent in a list, and its number there. */
    record Listed(ConsentResource.ConsentView view, long number) {}

    /** What a word says in a request. */
    private record Said(String by, UUID supporter, String authority) {}

    Uni<Outcome> give(Sql sql, Caller caller, ConsentResource.NewConsent request) {
        var id = Optional.ofNullable(request.id()).orElseGet(EventIds::next);
        var said = new Said(request.givenBy(), request.supporterId(), request.authority());
        return Access.participant(sql, caller, request.participantId()).chain(participant -> word(
                        sql, caller, participant.community(), said)
                .chain(word -> give(
                        sql,
                        caller,
                        id,
                        participant,
                        request,
                        new Consent.Terms(
                                participant.id(), request.purpose(), word, request.givenOn(), request.expiresOn()))));
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
                : Access.participant(sql, caller, said.supporter()).map(supporter -> {
                    if (!supporter.community().equals(community)) {
                        throw Problem.of(
                                        ProblemType.OTHER_COMMUNITY,
                                        "Choose a supporter of the participant's community.")
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
        return found(sql, call.caller(), id).chain(found -> word(sql, call.caller(), found.communityId(), said)
                .chain(word -> sql.select(LOCK, found.communityId(), id).chain(rows -> {
                    var at = Access.instant(rows.getFirst()[0]);
                    return Access.today(sql, found.communityId(), at).chain(today -> EventStore.read(sql, id)
                            .invoke(stream -> Versions.require(call, stream.size()))
                            .chain(stream -> withdraw(
                                    sql,
                                    call.caller(),
                                    found,
                                    stream,
                                    at,
                                    new ConsentCommand.Withdraw(word, request.withdrawnOn(), today))));
                })));
    }

    private static Uni<Outcome> withdraw(
            Sql sql,
            Caller caller,
            ConsentResource.ConsentView found,
            List<StoredEvent> stream,
            Instant at,
            ConsentCommand.Withdraw command) {
        Consent consent = new Consent.None();
        for (var event : stream) {
            consent = ConsentDecider.evolve(consent, ConsentEventCodec.read(event.type(), event.body()));
        }
        long version = stream.size() + 1L;
        return switch (ConsentDecider.decide(consent, command)) {
            case ConsentDecider.Decision.Rejected rejected -> Uni.createFrom().item(refused(rejected.refusal(), null));
            case ConsentDecider.Decision.Accepted accepted ->
                sql.update(
                                WITHDRAW,
                                found.communityId(),
                                found.id(),
                                said(command.word()).by(),
                                command.on(),
                                version)
                        .chain(() -> outcome(
                                sql,
                                caller,
                                found.communityId(),
                                found.id(),
                                version,
                                at,
                                accepted.events().getFirst()));
        };
    }

    private static Uni<Outcome> outcome(
            Sql sql, Caller caller, UUID community, UUID id, long version, Instant at, ConsentEvent event) {
        return found(sql, caller, id)
                .map(view -> new Outcome(
                        Answer.created("/consents/" + id, version, view),
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
                    case OWN_SUPPORTER -> Problem.field("supporterId", "another participant");
                    case IN_THE_FUTURE -> Problem.of(ProblemType.IN_THE_FUTURE, "Record it when it has happened.");
                    case EXPIRES_BEFORE_IT_BEGINS -> Problem.field("expiresOn", "the day it is given or a later one");
                    case NOT_GIVEN -> Problem.notFound("consent");
                    case WITHDRAWN_BEFORE_IT_WAS_GIVEN ->
                        Problem.field("withdrawnOn", "the day it was given or a later one");
                    case ALREADY_WITHDRAWN ->
                        Problem.of(ProblemType.ALREADY_WITHDRAWN, "It does not hold any more as it is.");
                });
    }

    Uni<ConsentResource.ConsentView> find(Sql sql, Caller caller, UUID id) {
        return found(sql, caller, id);
    }

    private static Uni<ConsentResource.ConsentView> found(Sql sql, Caller caller, UUID id) {
        return sql.select(FIND, id, caller.agencyOrNone())
                .map(rows -> rows.stream().findFirst().map(ConsentService::view).orElseThrow(() -> Problem.notFound(
                                "consent")
                        .exception()));
    }

    Uni<List<Listed>> list(Sql sql, Caller caller, Filter filter) {
        return Access.community(sql, caller, filter.community())
                .chain(community -> sql.select(
                        LIST,
                        community.id(),
                        caller.agency(),
                        filter.page().before(),
                        filter.page().rows(),
                        filter.participant(),
                        filter.purpose(),
                        filter.state()))
                .map(rows -> rows.stream()
                        .map(row -> new Listed(view(row), (Long) row[15]))
                        .toList());
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
                Access.instant(row[13]),
                (Long) row[14]);
    }
}
