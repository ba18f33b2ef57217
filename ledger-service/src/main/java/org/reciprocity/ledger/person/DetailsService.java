package org.reciprocity.ledger.person;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.keys.KeyVault;
import org.reciprocity.ledger.keys.PersonKey;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.request.Versions;
import org.reciprocity.ledger.security.Caller;

/**
 * Writes and shows personal details. The key is had before the transaction that writes under it: a crash in between leaves
 * a key that nothing is encrypted with. No connection to the ledger's database is held while the keys' is waited for.
 */
@ApplicationScoped
class DetailsService {
    private static final Logger LOG = Logger.getLogger(DetailsService.class);

    private static final String STORED = """
            select version, key_number, sealed, agency_id, recorded_at
            from person_details where community_id = $1 and participant_id = $2
            """;

    /** Nobody erases, or writes, the same person at the same time. */
    private static final String LOCK = """
            with locked as materialized (
                select erased_at from participant where community_id = $1 and id = $2 for update)
            select erased_at is not null, clock_timestamp() from locked
            """;

    private static final String STORE = """
            insert into person_details (community_id, participant_id, version, key_number, sealed, agency_id, recorded_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (community_id, participant_id)
            do update set version = excluded.version, key_number = excluded.key_number, sealed = excluded.sealed,
                          agency_id = excluded.agency_id, recorded_at = excluded.recorded_at
            """;

    private final Requests requests;
    private final KeyVault vault;

    DetailsService(Requests requests, KeyVault vault) {
        this.requests = requests;
        this.vault = vault;
    }

    /** Details as they are stored. */
    record Stored(SealedDetails sealed, UUID agency, Instant recordedAt) {

        static Stored of(UUID participant, Object[] row) {
            return new Stored(
                    new SealedDetails(participant, (Long) row[0], (Integer) row[1], (Buffer) row[2]),
                    (UUID) row[3],
                    Access.instant(row[4]));
        }

        DetailsResource.DetailsView view(Details details) {
            return new DetailsResource.DetailsView(sealed.participant(), details, agency, recordedAt, sealed.version());
        }
    }

    /** The details, decrypted. */
    Uni<DetailsResource.DetailsView> find(Caller caller, UUID participant) {
        return requests.read(sql -> Access.participant(sql, caller, participant)
                        .chain(thing -> stored(sql, thing.community(), participant)))
                .chain(stored -> stored.map(this::open).orElseGet(() -> Uni.createFrom()
                        .item(new DetailsResource.DetailsView(participant, null, null, null, 0))));
    }

    /** Decrypts. */
    Uni<DetailsResource.DetailsView> open(Stored stored) {
        return opened(stored).map(stored::view);
    }

    private Uni<Details> opened(Stored stored) {
        var sealed = stored.sealed();
        return vault.find(sealed.participant(), sealed.key())
                .map(key -> key.flatMap(sealed::open).orElseThrow(() -> {
                    LOG.errorf(
                            "details=unreadable participant=%s key=%s",
                            sealed.participant(), key.isPresent() ? "does-not-open" : "missing");
                    return Problem.of(
                                    ProblemType.KEYS_UNAVAILABLE,
                                    "The details do not open with the person's key. The operator can help.")
                            .exception();
                }));
    }

    static Uni<Optional<Stored>> stored(Sql sql, UUID community, UUID participant) {
        return sql.select(STORED, community, participant)
                .map(rows -> rows.stream().findFirst().map(row -> Stored.of(participant, row)));
    }

    /** Writes them, if the caller has read what it replaces. */
    Uni<Response> put(Call call, UUID participant, Details details) {
        return requests.read(sql -> mayWrite(sql, call.caller(), participant))
                .invoke(thing -> Versions.demand(call))
                .chain(thing -> given(vault.obtain(participant))
                        .chain(key -> requests.command(call, write -> store(write.sql(), call, thing, key, details))));
    }

    /**
     * Encrypts them anew under another key, and then destroys the key before. Sent again, it does the latter if the first had no
     * time to.
     */
    Uni<Response> renew(Call call, UUID participant) {
        return renewal(call, participant).chain(renewal -> requests.before(call)
                .chain(before ->
                        before.map(response -> Uni.createFrom().item(response)).orElseGet(() -> renew(call, renewal)))
                .call(() -> dropUnused(renewal.thing())));
    }

    /** What is about to get another key. */
    private record Renewal(Access.Thing thing, Stored stored) {}

    private Uni<Renewal> renewal(Call call, UUID participant) {
        return requests.read(sql -> mayWrite(sql, call.caller(), participant)
                .chain(thing -> stored(sql, thing.community(), participant)
                        .map(stored -> new Renewal(thing, stored.orElseThrow(() -> Problem.notFound("details")
                                .exception())))));
    }

    private Uni<Response> renew(Call call, Renewal renewal) {
        long expected = renewal.stored().sealed().version();
        Versions.require(call, expected);
        var same = new Call(call.caller(), call.target(), call.key(), expected, call.body());
        return opened(renewal.stored())
                .chain(details -> given(vault.renew(renewal.thing().id()))
                        .chain(key -> requests.command(
                                same, write -> store(write.sql(), same, renewal.thing(), key, details))));
    }

    /** Destroys the keys before the one with which the details are encrypted. */
    private Uni<Void> dropUnused(Access.Thing thing) {
        return requests.read(sql -> stored(sql, thing.community(), thing.id())).chain(stored -> stored.map(
                        now -> vault.drop(thing.id(), now.sealed().key()))
                .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private static Uni<Access.Thing> mayWrite(Sql sql, Caller caller, UUID participant) {
        return Access.participant(sql, caller, participant).invoke(thing -> {
            if (!thing.agency().equals(caller.agency()) && !thing.lead().equals(caller.agency())) {
                throw Problem.of(
                                ProblemType.NOT_YOURS,
                                "The agency that registered the participant, or the lead, does this.")
                        .exception();
            }
        });
    }

    private static Uni<PersonKey> given(Uni<KeyVault.Obtained> obtained) {
        return obtained.map(some -> switch (some) {
            case KeyVault.Obtained.Given given -> given.key();
            case KeyVault.Obtained.Destroyed destroyed -> throw Access.erased().exception();
        });
    }

    private static Uni<Outcome> store(Sql sql, Call call, Access.Thing thing, PersonKey key, Details details) {
        return sql.select(LOCK, thing.community(), thing.id()).chain(rows -> {
            if ((Boolean) rows.getFirst()[0]) {
                return Uni.createFrom().item(Outcome.refused(Access.erased()));
            }
            var at = Access.instant(rows.getFirst()[1]);
            return stored(sql, thing.community(), thing.id()).chain(before -> {
                long version = before.map(stored -> stored.sealed().version()).orElse(0L);
                Versions.require(call, version);
                var stored = new Stored(
                        SealedDetails.seal(thing.id(), version + 1, key, details),
                        call.caller().agency(),
                        at);
                return sql.update(
                                STORE,
                                thing.community(),
                                thing.id(),
                                version + 1,
                                key.number(),
                                stored.sealed().bytes(),
                                stored.agency(),
                                at.atOffset(ZoneOffset.UTC))
                        .replaceWith(new Outcome(Answer.ok(version + 1, stored.view(null)), List.of()));
            });
        });
    }
}
