package org.reciprocity.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.EventStore;
import org.reciprocity.eventlog.OwnSession;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.account.Accounts;
import org.reciprocity.ledger.exchange.Bookings;
import org.reciprocity.ledger.exchange.Bookings.Booked;
import org.reciprocity.ledger.exchange.Bookings.Party;

/** Exchanges that other features record, in a transaction of theirs. */
@LedgerTest
class BookingsTest {
    @Inject
    Mutiny.SessionFactory sessions;

    @Test
    void retiresWhatAPartnerIsOwedAndNoMore() throws Throwable {
        var town = owed(60);

        var refused = assertInstanceOf(Booked.Refused.class, book(retirement(town, 61)));
        assertEquals("insufficient-credit", refused.problem().type().code());
        var booking = retirement(town, 60);
        assertInstanceOf(Booked.Recorded.class, book(booking));

        assertEquals(
                0,
                town.account(town.partner, "redemption").get("balanceMinutes").longValue());
        assertEquals(
                -540,
                town.account(town.community, "issuance").get("balanceMinutes").longValue());
        var exchange = get("/exchanges/" + booking.id(), town.leadToken);
        assertEquals("retirement", exchange.get("kind").textValue());
        assertEquals("settled", exchange.get("state").textValue());
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    private static Town owed(int minutes) {
        var town = Town.founded();
        var member = town.participant();
        town.issue(town.community, 600);
        created("/exchanges", town.leadToken, town.exchange("grant", member, town.community.toString(), 300));
        created(
                "/exchanges",
                town.leadToken,
                town.exchange("redemption", town.partner, member.toString(), minutes)
                        .stripTrailing()
                        .replaceFirst(
                                "}$",
                                ",\"confirmations\":[{\"participantId\":\"" + member + "\",\"how\":\"party\"}]}"));
        return town;
    }

    private static Bookings.Booking retirement(Town town, int minutes) {
        return booking(
                town,
                Bookings.Kind.RETIREMENT,
                new Bookings.Move(town.community, town.partner, minutes),
                Map.of(town.community, Party.COMMUNITY, town.partner, Party.REDEEMER));
    }

    @Test
    void settlesALeaversDebtOfMoreThanAWeekFromThePotForGood() throws Throwable {
        var town = Town.founded("{\"participantFloorMinutes\":-100000,\"participantCeilingMinutes\":100000,"
                + "\"maxLegMinutes\":10080}");
        var leaver = town.participant();
        var other = town.participant();
        created("/exchanges", town.leadToken, town.service(other, leaver, 10_080));
        created("/exchanges", town.leadToken, town.service(other, leaver, 600));

        var booking = booking(
                town,
                Bookings.Kind.SETTLEMENT,
                new Bookings.Move(leaver, town.community, 10_680),
                Map.of(town.community, Party.COMMUNITY, leaver, Party.PARTICIPANT));
        assertInstanceOf(Booked.Recorded.class, book(booking));

        assertEquals(0, town.balance(leaver));
        assertEquals(
                -10_680,
                town.account(town.community, "pot").get("balanceMinutes").longValue());
        var legs = get("/exchanges/" + booking.id(), town.leadToken).get("legs");
        assertEquals(2, legs.size());
        refused(
                409,
                "not-reversible",
                post("/exchanges/" + booking.id() + "/reversal", town.leadToken, "{\"reason\":\"other\"}"));
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    private static Bookings.Booking booking(
            Town town, Bookings.Kind kind, Bookings.Move move, Map<UUID, Party> parties) {
        return new Bookings.Booking(
                town.community,
                EventIds.next(),
                kind,
                new Bookings.Occasion(town.lead, Instant.parse("2026-05-04T10:00:00Z")),
                List.of(move),
                parties,
                List.of(),
                kind == Bookings.Kind.RETIREMENT ? new Bookings.Grounds.Retired(true) : new Bookings.Grounds.Itself());
    }

    private Booked book(Bookings.Booking booking) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> OwnSession.inTransaction(sessions, session -> {
            var sql = Sql.of(session);
            return Accounts.lock(
                            sql, booking.community(), Bookings.accounts(booking).values())
                    .chain(locked -> Bookings.record(sql, booking, locked))
                    .chain(booked -> booked instanceof Booked.Recorded recorded
                            ? EventStore.append(sql, recorded.events()).replaceWith(booked)
                            : Uni.createFrom().item(booked));
        }));
    }
}
