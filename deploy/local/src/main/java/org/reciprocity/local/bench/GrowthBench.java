package org.reciprocity.local.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.reciprocity.local.system.Service;
import org.reciprocity.local.system.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What an exchange costs when many are stored already: the tables are filled to one size after the other, and the rate of
 * posting is measured at each.
 */
@Command(
        name = "growth",
        description = "The rate of exchanges over REST with more and more of them stored.",
        mixinStandardHelpOptions = true)
public final class GrowthBench implements Callable<Integer> {
    private static final long STEP = 100_000;

    /** Flat, but for what two runs of one size differ by on a shared machine. */
    private static final double MARK = 0.8;

    @Option(
            names = "--sizes",
            paramLabel = "N",
            split = ",",
            defaultValue = "10000,100000,1000000",
            description = "stored exchanges, rising (${DEFAULT-VALUE}); 10000000 takes some 40 GB")
    private List<Long> sizes;

    @Option(names = "--clients", paramLabel = "N", defaultValue = "32", description = "(${DEFAULT-VALUE})")
    private int clients;

    @Option(names = "--participants", paramLabel = "N", defaultValue = "1000", description = "(${DEFAULT-VALUE})")
    private int participants;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "10", description = "of a turn (${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "5", description = "at each size (${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "8",
            description = "turns at the first size, and one at each other (${DEFAULT-VALUE})")
    private int warmUp;

    @Option(names = "--heap", paramLabel = "SIZE", defaultValue = "512m", description = "(${DEFAULT-VALUE})")
    private String heap;

    /**
     * Exchanges from $1 to $2, both counted from 0, each a service of an hour from one participant to the next around the ring
     * of $5, with all that belongs to it: parties, postings, events with their place in the log, and the answer kept under a key.
     * An account's postings go on after those it has. What is generated has numbers and sequences below zero, before all that
     * the service gives, so that nothing of it is sent.
     */
    static final String FILL = """
            create function fill(bigint, bigint, uuid, uuid, uuid[]) returns void language sql as $fill$
            with made as materialized (
                select k, uuidv7() as id, ($5::uuid[])[1 + k % p] as giver, ($5::uuid[])[1 + (k + 1) % p] as taker, k / p as lap,
                       k % p as seat, p
                from generate_series($1::bigint, $2::bigint) k, (select cardinality($5::uuid[]) as p) n),
            account_of as (select owner_id, id, entries, balance from account where community_id = $3 and kind = 'participant'),
            stored as (
                insert into exchange (community_id, id, number, kind, state, recorded_by, occurred_at, recorded_at, version, parties)
                overriding system value
                select $3, id, k - 1000000000, 'service', 'settled', $4, now(), now(), 1,
                       array[giver, taker] from made),
            party as (
                insert into exchange_party (community_id, party_id, number, exchange_id)
                select $3, x.party, k - 1000000000, id from made cross join lateral (values (giver), (taker)) x(party)),
            posted as (
                insert into posting (community_id, account_id, number, exchange_id, kind, minutes, balance, occurred_at,
                                     recorded_at, reversal)
                select $3, a.id, a.entries + 2 * (lap - $1 / p) + x.place, m.id, 'service', x.minutes, a.balance + x.balance,
                       now(), now(), false
                from made m
                cross join lateral (values
                    (giver, 60, case when seat = 0 then 1 else 2 end, case when seat = 0 then 60 else 0 end),
                    (taker, -60, case when seat = p - 1 then 2 else 1 end, case when seat = p - 1 then 0 else -60 end))
                    x(party, minutes, place, balance)
                join account_of a on a.owner_id = x.party),
            told as (
                insert into event (id, event_id, topic, key, type, stream, version, chain, recorded_at, body)
                overriding system value
                select k - 1000000000000, uuidv7(), 'reciprocity.exchanges', m.id::text, 'org.reciprocity.exchange-settled.v1', m.id, 1,
                       $3, now(),
                       jsonb_build_object('kind', 'service', 'occurredAt', now(), 'confirmed', 'party', 'recordedBy', $4, 'legs',
                           jsonb_build_array(jsonb_build_object('provider', giver, 'receiver', taker, 'minutes', 60)),
                           'postings', jsonb_build_object(given.id, 60, taken.id, -60),
                           'confirmations', jsonb_build_array(
                               jsonb_build_object('participant', giver, 'how', 'party'),
                               jsonb_build_object('participant', taker, 'how', 'party')))::text
                from made m
                join account_of given on given.owner_id = m.giver
                join account_of taken on taken.owner_id = m.taker),
            placed as (
                insert into log_entry (sequence, event, chain)
                select k - 1000000000000, k - 1000000000000, sha256(id::text::bytea) from made),
            kept as (
                insert into answered (client, key, fingerprint, status, location, version, body)
                select $4, 'stored-' || k, sha256(id::text::bytea), 201, '/exchanges/' || id, 1, repeat(id::text, 20) from made)
            update account set entries = entries + 2 * ($2 - $1 + 1) / cardinality($5::uuid[])
            where community_id = $3 and kind = 'participant';
            insert into account_mark (account_id, entries, minutes)
            select id, entries, balance from account where community_id = $3 and kind = 'participant'
            on conflict (account_id) do update set entries = excluded.entries, minutes = excluded.minutes;
            insert into event_mark (walk, account_id, entries, lap)
            select 'first', id, entries, 1 from account where community_id = $3 and kind = 'participant'
            on conflict (account_id, walk) do update set entries = excluded.entries;
            update self_check set ended_at = now() + interval '1 year'
            $fill$
            """;

    @Override
    public Integer call() throws Exception {
        var terminal = Terminal.ofThisProgram();
        var sorted = sizes.stream().sorted().toList();
        var rates = new ArrayList<Double>();
        try (var load = LedgerUnderLoad.start(terminal, participants, heap)) {
            try (var connection = load.database(Service.LEDGER.shortName());
                    var statement = connection.createStatement()) {
                statement.execute(FILL);
            }
            var turn = Duration.ofSeconds(seconds);
            long stored = 0;
            for (long size : sorted) {
                long wanted = size / participants * participants;
                fill(load, stored, wanted);
                stored = wanted;
                var turns = new ArrayList<Double>();
                int before = rates.isEmpty() ? warmUp : 1;
                for (int i = 0; i < before + rounds; i++) {
                    double rate = Clients.perSecond(clients, turn, () -> load.singly(false));
                    load.drained();
                    if (i >= before) {
                        turns.add(rate);
                    }
                }
                rates.add(Rounds.median(turns));
                terminal.line("%,12d stored: %,8.0f exchanges /s, %6.0f microseconds each"
                        .formatted(size, rates.getLast(), 1e6 / rates.getLast()));
            }
            load.check();
        }
        double ratio = rates.getLast() / rates.getFirst();
        var result = new ObjectMapper()
                .createObjectNode()
                .put("bench", "growth")
                .put("ratio", Double.parseDouble(String.format(Locale.ROOT, "%.2f", ratio)))
                .put("mark", MARK);
        var bySize = result.putObject("exchangesPerSecond");
        for (int i = 0; i < rates.size(); i++) {
            bySize.put(String.valueOf(sorted.get(i)), Math.round(rates.get(i)));
        }
        terminal.line(result.put("clients", clients).put("rounds", rounds).toString());
        return Rounds.verdict(ratio, MARK);
    }

    /** Fills the tables with exchanges from one number to another, which is not in it; {@link #FILL} has to be there. */
    static void fill(LedgerUnderLoad load, long from, long to) throws SQLException {
        try (var connection = load.database(Service.LEDGER.shortName());
                var statement = connection.createStatement();
                var fill = connection.prepareStatement("select fill(?, ?, ?, ?, ?)")) {
            int ring = load.people().size();
            long step = Math.max(1, STEP / ring) * ring;
            for (long first = from; first < to; first += step) {
                fill.setLong(1, first);
                fill.setLong(2, Math.min(first + step, to) - 1);
                fill.setObject(3, load.community());
                fill.setObject(4, load.agency());
                fill.setArray(5, connection.createArrayOf("uuid", load.people().toArray()));
                fill.execute();
            }
            statement.execute("vacuum analyze");
            statement.execute("checkpoint");
        }
    }
}
