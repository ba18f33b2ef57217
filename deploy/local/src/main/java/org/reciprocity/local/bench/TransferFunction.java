package org.reciprocity.local.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * What the same transfer costs in SQL alone: a function of PL/pgSQL that takes a unique key, locks two accounts, checks their
 * limits, moves minutes, notes two postings with the balance after each, and an event. Driven without a service, one
 * connection a client. In a database of its own on the same server.
 */
final class TransferFunction {
    private static final int IN_A_TRANSACTION = 100;

    private static final String SCHEMA = """
            create table account (
                id uuid primary key, balance bigint not null default 0, entries bigint not null default 0,
                floor bigint not null, ceiling bigint not null) with (fillfactor = 70);
            create table transfer_key (key text primary key, transfer uuid not null);
            create table posting (
                account uuid not null, number bigint not null, transfer uuid not null, minutes bigint not null,
                balance bigint not null, recorded_at timestamptz not null, primary key (account, number));
            create table event (
                id bigint generated always as identity primary key, event_id uuid not null unique, stream uuid not null,
                version bigint not null, recorded_at timestamptz not null, body text not null, unique (stream, version));

            create function transfer(wanted text, payer uuid, payee uuid, amount bigint) returns uuid language plpgsql as $$
            declare
                transfer uuid := uuidv7();
                at timestamptz;
                pays account;
                gets account;
            begin
                insert into transfer_key (key, transfer) values (wanted, transfer);
                perform from account where id in (payer, payee) order by id for update;
                at := clock_timestamp();
                update account set balance = balance - amount, entries = entries + 1 where id = payer returning * into pays;
                update account set balance = balance + amount, entries = entries + 1 where id = payee returning * into gets;
                if pays.balance < pays.floor or gets.balance > gets.ceiling then
                    raise exception 'an account would pass its limit';
                end if;
                insert into posting values (payer, pays.entries, transfer, -amount, pays.balance, at),
                                           (payee, gets.entries, transfer, amount, gets.balance, at);
                insert into event (event_id, stream, version, recorded_at, body)
                    values (uuidv7(), transfer, 1, at, json_build_object('kind', 'service', 'occurredAt', at,
                            'legs', json_build_array(json_build_object('provider', payee, 'receiver', payer, 'minutes', amount)),
                            'postings', json_build_object(payee, amount, payer, -amount))::text);
                return transfer;
            end $$;

            create function transfers(wanted text[], payers uuid[], payees uuid[], amounts bigint[]) returns integer
            language plpgsql as $$
            declare
                at timestamptz;
                beyond integer;
            begin
                perform from account where id = any(payers || payees) order by id for update;
                at := clock_timestamp();
                with asked as materialized (
                    select uuidv7() as transfer, key, payer, payee, amount, place
                    from unnest(wanted, payers, payees, amounts) with ordinality as a(key, payer, payee, amount, place)),
                keys as (insert into transfer_key (key, transfer) select key, transfer from asked),
                leg as materialized (
                    select transfer, payer as account, -amount as minutes, place from asked
                    union all select transfer, payee, amount, place from asked),
                noted as (
                    insert into posting (account, number, transfer, minutes, balance, recorded_at)
                    select l.account, a.entries + row_number() over w, l.transfer, l.minutes,
                           a.balance + sum(l.minutes) over w, at
                    from leg l join account a on a.id = l.account
                    window w as (partition by l.account order by l.place)),
                told as (
                    insert into event (event_id, stream, version, recorded_at, body)
                    select uuidv7(), transfer, 1, at, json_build_object('kind', 'service', 'occurredAt', at,
                            'legs', json_build_array(json_build_object('provider', payee, 'receiver', payer, 'minutes', amount)),
                            'postings', json_build_object(payee, amount, payer, -amount))::text
                    from asked),
                moved as (
                    update account a set balance = a.balance + s.minutes, entries = a.entries + s.many
                    from (select account, sum(minutes) as minutes, count(*) as many from leg group by account) s
                    where a.id = s.account
                    returning a.balance < a.floor or a.balance > a.ceiling as beyond)
                select count(*) filter (where m.beyond) into beyond from moved m;
                if beyond > 0 then
                    raise exception 'an account would pass its limit';
                end if;
                return cardinality(wanted);
            end $$;
            """;

    private final String url;
    private final List<UUID> accounts;
    private final AtomicLong keys = new AtomicLong();

    /** In a database that is there and empty. */
    TransferFunction(String url, int accounts) throws SQLException {
        this.url = url;
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(SCHEMA);
            statement.execute(
                    "insert into account (id, floor, ceiling) select gen_random_uuid(), -1000000000, 1000000000"
                            + " from generate_series(1, " + accounts + ")");
            statement.execute("vacuum analyze");
            var ids = new java.util.ArrayList<UUID>();
            try (var rows = statement.executeQuery("select id from account")) {
                while (rows.next()) {
                    ids.add(rows.getObject(1, UUID.class));
                }
            }
            this.accounts = ids;
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, "postgres", "postgres");
    }

    private String key() {
        return "transfer-" + keys.incrementAndGet();
    }

    /**
     * A client that makes one transfer a transaction.
     *
     * @param hot whether all are to one account
     */
    Clients.Work singly(boolean hot) throws SQLException {
        var connection = connect();
        var statement = connection.prepareStatement("select transfer(?, ?, ?, ?)");
        var random = RandomGenerator.getDefault();
        return new Clients.Work() {
            @Override
            public int once() throws SQLException {
                int payee = hot ? 0 : random.nextInt(accounts.size());
                statement.setString(1, key());
                statement.setObject(2, accounts.get(other(random, payee)));
                statement.setObject(3, accounts.get(payee));
                statement.setLong(4, 1 + random.nextInt(90));
                statement.execute();
                return 1;
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }
        };
    }

    /** A client that makes {@value #IN_A_TRANSACTION} transfers a transaction, in one statement. */
    Clients.Work together() throws SQLException {
        var connection = connect();
        var statement = connection.prepareStatement("select transfers(?, ?, ?, ?)");
        var random = RandomGenerator.getDefault();
        return new Clients.Work() {
            @Override
            public int once() throws SQLException {
                var wanted = new String[IN_A_TRANSACTION];
                var payers = new UUID[IN_A_TRANSACTION];
                var payees = new UUID[IN_A_TRANSACTION];
                var amounts = new Long[IN_A_TRANSACTION];
                for (int i = 0; i < IN_A_TRANSACTION; i++) {
                    int payee = random.nextInt(accounts.size());
                    wanted[i] = key();
                    payers[i] = accounts.get(other(random, payee));
                    payees[i] = accounts.get(payee);
                    amounts[i] = 1L + random.nextInt(90);
                }
                statement.setArray(1, connection.createArrayOf("text", wanted));
                statement.setArray(2, connection.createArrayOf("uuid", payers));
                statement.setArray(3, connection.createArrayOf("uuid", payees));
                statement.setArray(4, connection.createArrayOf("bigint", amounts));
                statement.execute();
                return IN_A_TRANSACTION;
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }
        };
    }

    private int other(RandomGenerator random, int account) {
        return (account + 1 + random.nextInt(accounts.size() - 1)) % accounts.size();
    }
}
