package org.reciprocity.matching.feed;

import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.matching.command.Work;
import org.reciprocity.matching.match.MatchService;
import org.reciprocity.matching.match.MatchService.Outcome;
import org.reciprocity.matching.match.Settlement;
import org.reciprocity.matching.match.Settlement.Leg;
import org.reciprocity.matching.model.IdOrder;
import org.reciprocity.matching.offer.OfferService;
import org.reciprocity.matching.request.RequestService;

/**
 * What a batch of records changes, gathered so that it takes a few statements however many records there are. Rows are
 * written in the order of their keys, so that two replicas cannot lock each other out.
 */
final class FeedChanges {
    private final SortedMap<UUID, LedgerEvent.CommunityFounded> communities = new TreeMap<>(IdOrder.UNSIGNED);
    private final SortedMap<Pair, Boolean> admissions = new TreeMap<>(Pair.ORDER);
    private final SortedMap<UUID, LedgerEvent.ProgrammeOpened> programmes = new TreeMap<>(IdOrder.UNSIGNED);
    private final SortedMap<UUID, LedgerEvent.ParticipantRegistered> participants = new TreeMap<>(IdOrder.UNSIGNED);
    private final SortedMap<UUID, LedgerEvent.Enrolled> enrolments = new TreeMap<>(IdOrder.UNSIGNED);
    private final SortedMap<UUID, LedgerEvent.AccountOpened> accounts = new TreeMap<>(IdOrder.UNSIGNED);
    private final SortedMap<UUID, LedgerEvent.AccountLimitsSet> limits = new TreeMap<>(IdOrder.UNSIGNED);
    private final SortedMap<UUID, Posting> postings = new TreeMap<>(IdOrder.UNSIGNED);
    private final SortedMap<Tie, Long> ties = new TreeMap<>(Tie.ORDER);
    private final SortedMap<UUID, Moved> standings = new TreeMap<>(IdOrder.UNSIGNED);
    private final List<LedgerEvent.ExchangeSettled> settlements = new ArrayList<>();
    private final PeopleChanges people = new PeopleChanges();

    void add(LedgerEvent event) {
        switch (event) {
            case LedgerEvent.CommunityFounded e -> communities.put(e.community(), e);
            case LedgerEvent.AgencyAdmitted e -> admissions.put(new Pair(e.community(), e.agency()), true);
            case LedgerEvent.AgencyLeft e -> admissions.put(new Pair(e.community(), e.agency()), false);
            case LedgerEvent.ProgrammeOpened e -> programmes.put(e.programme(), e);
            case LedgerEvent.ParticipantRegistered e -> participants.put(e.participant(), e);
            case LedgerEvent.Enrolled e -> enrolments.put(e.enrolment(), e);
            case LedgerEvent.AccountOpened e -> accounts.put(e.account(), e);
            case LedgerEvent.AccountLimitsSet e -> limits.put(e.account(), e);
            case LedgerEvent.ExchangeSettled e -> settle(e);
            case LedgerEvent.ConsentGiven e -> people.add(e);
            case LedgerEvent.ConsentWithdrawn e -> people.add(e);
            case LedgerEvent.ClearanceRecorded e -> people.add(e);
            case LedgerEvent.ClearanceWithdrawn e -> people.add(e);
            case LedgerEvent.AccountStatusSet e -> people.add(e);
            case LedgerEvent.ParticipantErased e -> people.add(e);
            case LedgerEvent.ParticipantsLinked e -> people.add(e);
        }
    }

    /** A reversal takes back the legs it repeats; its postings have the opposite signs already. */
    private void settle(LedgerEvent.ExchangeSettled exchange) {
        exchange.postings()
                .forEach((account, minutes) -> postings.merge(
                        account,
                        new Posting(exchange.community(), minutes),
                        (a, b) -> new Posting(a.community(), a.minutes() + b.minutes())));
        if (exchange.session()) {
            session(exchange);
        } else {
            exchange.legs().forEach(leg -> leg(exchange, leg));
        }
        if (exchange.match() != null) {
            settlements.add(exchange);
        }
    }

    private void leg(LedgerEvent.ExchangeSettled exchange, Leg leg) {
        long minutes = exchange.reversal() ? -leg.minutes() : leg.minutes();
        switch (exchange.kind()) {
            case "service" -> {
                moved(exchange.community(), leg.provider(), minutes, 0);
                if (leg.receiver() != null) {
                    moved(exchange.community(), leg.receiver(), 0, minutes);
                    ties.merge(new Tie(exchange.community(), leg.provider(), leg.receiver()), minutes, Long::sum);
                }
            }
            case "contribution", "codesign" -> moved(exchange.community(), leg.provider(), minutes, 0);
            case "redemption" -> {
                if (leg.receiver() != null) {
                    moved(exchange.community(), leg.receiver(), 0, minutes);
                }
            }
            // What only moves credit is nobody's giving and nobody's receiving.
            default -> {}
        }
    }

    /** In a session every giver has given to every receiver: the giver's minutes, divided among them as evenly as can be. */
    private void session(LedgerEvent.ExchangeSettled exchange) {
        int sign = exchange.reversal() ? -1 : 1;
        var community = exchange.community();
        var receivers = exchange.legs().stream()
                .filter(leg -> leg.provider().equals(community))
                .map(Leg::receiver)
                .sorted(IdOrder.UNSIGNED)
                .toList();
        for (var leg : exchange.legs()) {
            if (leg.provider().equals(community)) {
                moved(community, leg.receiver(), 0, sign * leg.minutes());
                continue;
            }
            moved(community, leg.provider(), sign * leg.minutes(), 0);
            for (int place = 0; place < receivers.size(); place++) {
                long share = leg.minutes() / receivers.size() + (place < leg.minutes() % receivers.size() ? 1 : 0);
                ties.merge(new Tie(community, leg.provider(), receivers.get(place)), sign * share, Long::sum);
            }
        }
    }

    private void moved(UUID community, UUID participant, long given, long received) {
        standings.merge(
                participant,
                new Moved(community, given, received),
                (a, b) -> new Moved(a.community(), a.given() + b.given(), a.received() + b.received()));
    }

    /** Writes it all, one statement at a time, and then takes the matches on. */
    Uni<List<Outcome>> write(Work work, OfferService offers, RequestService requests, MatchService matches) {
        var sql = work.sql();
        return writeRegistry(sql)
                .flatMap(_ -> writeAccounts(sql))
                .flatMap(_ -> writeTies(sql))
                .flatMap(_ -> people.write(sql))
                .flatMap(_ -> people.takeBack(work, offers, requests, matches))
                .flatMap(_ -> matches.settled(
                        work,
                        settlements.stream()
                                .map(exchange -> new MatchService.Named(
                                        exchange.match(), exchange.community(), settlement(exchange)))
                                .toList()));
    }

    private static Settlement settlement(LedgerEvent.ExchangeSettled exchange) {
        return exchange.reversal()
                ? new Settlement.Reversed(exchange.exchange())
                : new Settlement.Settled(exchange.exchange(), exchange.programme(), exchange.legs());
    }

    private Uni<Void> writeRegistry(Sql sql) {
        return bulk(
                        sql,
                        communities.size(),
                        """
                        insert into community (id, lead, zone) select * from unnest($1::uuid[], $2::uuid[], $3::text[])
                        on conflict (id) do update set lead = excluded.lead, zone = excluded.zone
                        """,
                        communities.keySet().toArray(UUID[]::new),
                        ids(List.copyOf(communities.values()), LedgerEvent.CommunityFounded::lead),
                        communities.values().stream()
                                .map(LedgerEvent.CommunityFounded::zone)
                                .toArray(String[]::new))
                .flatMap(_ -> {
                    var pairs = pairs(true);
                    return bulk(sql, pairs.size(), """
                            insert into admission (community, agency) select * from unnest($1::uuid[], $2::uuid[])
                            on conflict do nothing
                            """, ids(pairs, Pair::community), ids(pairs, Pair::agency));
                })
                .flatMap(_ -> {
                    var pairs = pairs(false);
                    return bulk(sql, pairs.size(), """
                            delete from admission a using unnest($1::uuid[], $2::uuid[]) as l(community, agency)
                            where a.community = l.community and a.agency = l.agency
                            """, ids(pairs, Pair::community), ids(pairs, Pair::agency));
                })
                .flatMap(_ -> {
                    var rows = List.copyOf(programmes.values());
                    return bulk(
                            sql,
                            rows.size(),
                            """
                            insert into programme (id, community, agency)
                            select * from unnest($1::uuid[], $2::uuid[], $3::uuid[])
                            on conflict (id) do update set community = excluded.community, agency = excluded.agency
                            """,
                            ids(rows, LedgerEvent.ProgrammeOpened::programme),
                            ids(rows, LedgerEvent.ProgrammeOpened::community),
                            ids(rows, LedgerEvent.ProgrammeOpened::agency));
                })
                .flatMap(_ -> {
                    var rows = List.copyOf(participants.values());
                    return bulk(
                            sql,
                            rows.size(),
                            """
                            insert into participant (id, community, agency, area)
                            select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[])
                            on conflict (id) do update
                            set community = excluded.community, agency = excluded.agency, area = excluded.area
                            """,
                            ids(rows, LedgerEvent.ParticipantRegistered::participant),
                            ids(rows, LedgerEvent.ParticipantRegistered::community),
                            ids(rows, LedgerEvent.ParticipantRegistered::agency),
                            rows.stream()
                                    .map(LedgerEvent.ParticipantRegistered::area)
                                    .toArray(String[]::new));
                })
                .flatMap(_ -> {
                    var rows = List.copyOf(enrolments.values());
                    return bulk(
                            sql,
                            rows.size(),
                            """
                            insert into enrolment (id, participant, programme, until)
                            select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::date[])
                            on conflict (id) do update set until = excluded.until
                            """,
                            ids(rows, LedgerEvent.Enrolled::enrolment),
                            ids(rows, LedgerEvent.Enrolled::participant),
                            ids(rows, LedgerEvent.Enrolled::programme),
                            rows.stream().map(LedgerEvent.Enrolled::to).toArray(LocalDate[]::new));
                });
    }

    /** The agencies of communities that are admitted in the end, or have left. */
    private List<Pair> pairs(boolean admitted) {
        return admissions.entrySet().stream()
                .filter(pair -> pair.getValue() == admitted)
                .map(Map.Entry::getKey)
                .toList();
    }

    private Uni<Void> writeAccounts(Sql sql) {
        return Uni.createFrom()
                .voidItem()
                .flatMap(_ -> {
                    var rows = List.copyOf(accounts.values());
                    return bulk(
                            sql,
                            rows.size(),
                            """
                            insert into account (id, community, kind, owner, ceiling)
                            select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::bigint[])
                            on conflict (id) do update
                            set kind = excluded.kind, owner = excluded.owner, ceiling = excluded.ceiling
                            """,
                            ids(rows, LedgerEvent.AccountOpened::account),
                            ids(rows, LedgerEvent.AccountOpened::community),
                            rows.stream().map(LedgerEvent.AccountOpened::kind).toArray(String[]::new),
                            ids(rows, LedgerEvent.AccountOpened::owner),
                            rows.stream()
                                    .map(LedgerEvent.AccountOpened::ceiling)
                                    .toArray(Long[]::new));
                })
                .flatMap(_ -> {
                    var rows = List.copyOf(limits.values());
                    return bulk(
                            sql,
                            rows.size(),
                            """
                            update account a set ceiling = l.ceiling
                            from unnest($1::uuid[], $2::bigint[]) as l(id, ceiling) where a.id = l.id
                            """,
                            ids(rows, LedgerEvent.AccountLimitsSet::account),
                            rows.stream()
                                    .map(LedgerEvent.AccountLimitsSet::ceiling)
                                    .toArray(Long[]::new));
                })
                .flatMap(_ -> {
                    var rows = List.copyOf(postings.entrySet());
                    return bulk(
                            sql,
                            rows.size(),
                            """
                            insert into account (id, community, balance)
                            select * from unnest($1::uuid[], $2::uuid[], $3::bigint[])
                            on conflict (id) do update set balance = account.balance + excluded.balance
                            """,
                            ids(rows, Map.Entry::getKey),
                            ids(rows, posting -> posting.getValue().community()),
                            rows.stream()
                                    .map(posting -> posting.getValue().minutes())
                                    .toArray(Long[]::new));
                });
    }

    private Uni<Void> writeTies(Sql sql) {
        return Uni.createFrom()
                .voidItem()
                .flatMap(_ -> {
                    var rows = List.copyOf(ties.entrySet());
                    return bulk(
                            sql,
                            rows.size(),
                            """
                            insert into tie (community, giver, receiver, minutes)
                            select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[])
                            on conflict (community, giver, receiver) do update
                            set minutes = tie.minutes + excluded.minutes
                            """,
                            ids(rows, tie -> tie.getKey().community()),
                            ids(rows, tie -> tie.getKey().giver()),
                            ids(rows, tie -> tie.getKey().receiver()),
                            rows.stream().map(Map.Entry::getValue).toArray(Long[]::new));
                })
                .flatMap(_ -> {
                    var rows = List.copyOf(standings.entrySet());
                    return bulk(
                            sql,
                            rows.size(),
                            """
                            insert into standing (participant, community, given, received)
                            select * from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[])
                            on conflict (participant) do update
                            set given = standing.given + excluded.given, received = standing.received + excluded.received
                            """,
                            ids(rows, Map.Entry::getKey),
                            ids(rows, moved -> moved.getValue().community()),
                            rows.stream().map(moved -> moved.getValue().given()).toArray(Long[]::new),
                            rows.stream()
                                    .map(moved -> moved.getValue().received())
                                    .toArray(Long[]::new));
                });
    }

    private static Uni<Void> bulk(Sql sql, int rows, String statement, Object... parameters) {
        return rows == 0
                ? Uni.createFrom().voidItem()
                : sql.update(statement, parameters).replaceWithVoid();
    }

    private static <T> UUID[] ids(List<T> rows, Function<T, UUID> id) {
        return rows.stream().map(id).toArray(UUID[]::new);
    }

    private record Pair(UUID community, UUID agency) {
        static final Comparator<Pair> ORDER =
                Comparator.comparing(Pair::community, IdOrder.UNSIGNED).thenComparing(Pair::agency, IdOrder.UNSIGNED);
    }

    private record Tie(UUID community, UUID giver, UUID receiver) {
        static final Comparator<Tie> ORDER = Comparator.comparing(Tie::community, IdOrder.UNSIGNED)
                .thenComparing(Tie::giver, IdOrder.UNSIGNED)
                .thenComparing(Tie::receiver, IdOrder.UNSIGNED);
    }

    private record Posting(UUID community, long minutes) {}

    private record Moved(UUID community, long given, long received) {}
}
