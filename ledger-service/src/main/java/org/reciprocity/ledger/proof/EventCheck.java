package org.reciprocity.ledger.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.reciprocity.eventlog.ChainPage;
import org.reciprocity.ledger.request.LongReads;

/**
 * Checks that the postings of each account are those that the events of settled and reversed exchanges say: of the same exchange
 * and as many minutes, of its kind and at its times, none missing and none more. What has come since the last time is compared,
 * and some of what was compared before, so that in time everything is, over and over. How far it has come is kept after each
 * piece of the log.
 */
final class EventCheck {
    private static final int PAGE = 5_000;

    /** So many sequences of the log are compared before it is kept how far that has come. */
    private static final long PIECE = 2_000;

    /** Of an account that has postings beyond the events that were compared, so many of these are looked at. */
    private static final int BEYOND = 100;

    /** Of so many accounts at once, so that no statement takes long while the log is behind. */
    private static final int AT_ONCE = 500;

    private static final String FIRST = "first";
    private static final String AGAIN = "again";

    private static final String HEAD = "select coalesce((select sequence from log_head), 0)";

    private static final String TOLD = """
            select account_id, entries from event_mark where walk = $1 and lap = $2 and account_id = any($3::uuid[])
            """;

    private static final String ACCOUNTS = """
            select a.id, a.community_id, a.entries, coalesce(m.entries, 0)
              from account a left join event_mark m on m.account_id = a.id and m.walk = 'first' and m.lap = $3
             where a.id > $1 order by a.id limit $2
            """;

    /** Postings without an event: what was recorded since the events were compared has its own, in the log or on its way there. */
    private static final String UNTOLD = """
            select w.account, w.community, p.number, p.exchange_id, p.minutes
              from unnest($1::uuid[], $2::uuid[], $3::bigint[]) as w (account, community, after)
             cross join lateral (
                   select number, exchange_id, minutes, reversal from posting
                    where community_id = w.community and account_id = w.account and number > w.after
                    order by number limit $4) p
             where not exists (
                   select from event e left join log_entry l on l.event = e.id
                    where e.stream = p.exchange_id
                      and e.type like 'org.reciprocity.exchange-' || case when p.reversal then 'reversed.%' else 'settled.%' end
                      and (l.sequence is null or l.sequence > $5))
             order by w.account, p.number desc
            """;

    private final LongReads reads;
    private final Findings findings;
    private final List<Finding> known;
    private final ToldPostings postings;
    private final Steps steps;
    private final long piece;

    /**
     * How far a walk has come.
     *
     * @param through up to which sequence of the log
     * @param lap how often it has started
     */
    record Walk(long through, long lap) {
        private Walk anew() {
            return new Walk(0, lap + 1);
        }
    }

    /** How far both have come: the one that looks at everything once, and the one that starts over and over. */
    record Places(Walk first, Walk again) {}

    /** Told how far the walks have come, whenever that is kept. */
    interface Steps {
        /**
         * They have come so far.
         *
         * @param walk which of them has just gone on
         * @param lap its lap
         * @param entries how many postings it has met, of accounts of which that has changed
         */
        void keep(Places places, String walk, long lap, Map<UUID, Long> entries);
    }

    EventCheck(LongReads reads, Findings findings, List<Finding> known, Steps steps) {
        this(reads, findings, known, steps, PIECE);
    }

    /**
     * The same in other pieces.
     *
     * @param piece how many sequences at most
     */
    EventCheck(LongReads reads, Findings findings, List<Finding> known, Steps steps, long piece) {
        this.reads = reads;
        this.findings = findings;
        this.known = known;
        this.postings = new ToldPostings(reads);
        this.steps = steps;
        this.piece = piece;
    }

    /**
     * Runs it.
     *
     * @param before how far the walks had come
     * @param again how many sequences to look at again
     */
    void run(Places before, int again) {
        var places = before;
        if (repaired()) {
            // An event that was put right tells of postings that were not counted.
            places = new Places(places.first().anew(), places.again().anew());
        }
        long head = (Long) reads.read(sql -> sql.select(HEAD)).getFirst()[0];
        while (places.first().through() < head) {
            places = first(places, head);
        }
        beyond(places.first());
        long to = Math.min(places.first().through(), places.again().through() + again);
        while (places.again().through() < to) {
            places = again(places, to);
        }
        if (to >= places.first().through()) {
            keep(
                    new Places(places.first(), places.again().anew()),
                    AGAIN,
                    places.again().lap(),
                    Map.of());
        }
    }

    /** Forgets what has been put right, and tells whether there was any of it, or a link of which the same is true. */
    private boolean repaired() {
        boolean any = false;
        for (var finding : known) {
            if (finding.kind() == Finding.Kind.EVENT && finding.sequence() > 0 && !stands(finding)) {
                findings.forget(finding);
                any = true;
            }
        }
        var left = findings.all().stream().map(Finding::sequence).toList();
        return any
                || known.stream()
                        .anyMatch(finding -> finding.kind() == Finding.Kind.LINK && !left.contains(finding.sequence()));
    }

    private boolean stands(Finding finding) {
        var page = reads.read(sql -> ChainPage.readAll(sql, finding.sequence() - 1, finding.sequence()));
        var told = ToldPostings.of(
                        page, Map.of(finding.account(), finding.posting().number() - 1))
                .stream()
                .filter(one -> one.account().equals(finding.account()))
                .toList();
        return !postings.wrong(told).isEmpty();
    }

    private Places first(Places places, long to) {
        var met = new HashMap<UUID, Long>();
        var at = on(FIRST, places.first(), to, met);
        return keep(new Places(at, places.again()), FIRST, at.lap(), met);
    }

    private Places again(Places places, long to) {
        var met = new HashMap<UUID, Long>();
        var at = on(AGAIN, places.again(), to, met);
        return keep(new Places(places.first(), at), AGAIN, at.lap(), met);
    }

    private Places keep(Places places, String walk, long lap, Map<UUID, Long> met) {
        steps.keep(places, walk, lap, met);
        return places;
    }

    /** A piece of the log, held against the postings. */
    private Walk on(String name, Walk walk, long to, Map<UUID, Long> met) {
        var page = reads.read(sql -> ChainPage.readAll(sql, walk.through(), Math.min(to, walk.through() + piece)));
        var accounts = ToldPostings.accounts(page);
        var before = new HashMap<UUID, Long>();
        if (!accounts.isEmpty()) {
            reads.read(sql -> sql.select(TOLD, name, walk.lap(), accounts.toArray(UUID[]::new)))
                    .forEach(row -> before.put((UUID) row[0], (Long) row[1]));
        }
        var told = ToldPostings.of(page, before);
        postings.wrong(told).forEach(findings::keep);
        told.forEach(one -> met.put(one.account(), one.number()));
        return new Walk(page.through(), walk.lap());
    }

    /** Accounts with another number of postings than the events tell. */
    private void beyond(Walk first) {
        var wrong = new HashSet<UUID>();
        var after = Finding.NONE;
        while (true) {
            var begin = after;
            var page = reads.read(sql -> sql.select(ACCOUNTS, begin, PAGE, first.lap()));
            var more = new ArrayList<Object[]>();
            for (var row : page) {
                long entries = (Long) row[2];
                long told = (Long) row[3];
                if (entries > told) {
                    more.add(row);
                } else if (entries < told) {
                    wrong.add((UUID) row[0]);
                    findings.keep(Finding.ofEntries((UUID) row[1], (UUID) row[0], entries, told));
                }
            }
            for (int from = 0; from < more.size(); from += AT_ONCE) {
                untold(more.subList(from, Math.min(more.size(), from + AT_ONCE)), first.through(), wrong);
            }
            if (page.size() < PAGE) {
                break;
            }
            after = (UUID) page.getLast()[0];
        }
        known.stream()
                .filter(finding -> finding.kind() == Finding.Kind.EVENT
                        && finding.sequence() == 0
                        && !wrong.contains(finding.account()))
                .forEach(findings::forget);
    }

    /** Keeps of each account the first posting of which no event tells. */
    private void untold(List<Object[]> accounts, long through, Set<UUID> wrong) {
        var rows = reads.read(sql -> sql.select(
                UNTOLD,
                accounts.stream().map(row -> (UUID) row[0]).toArray(UUID[]::new),
                accounts.stream().map(row -> (UUID) row[1]).toArray(UUID[]::new),
                accounts.stream().map(row -> (Long) row[3]).toArray(Long[]::new),
                BEYOND,
                through));
        var first = new HashMap<UUID, Finding>();
        for (var row : rows) {
            var posting = new Finding.Posting((UUID) row[3], (Long) row[2], List.of());
            first.put((UUID) row[0], Finding.ofUntold((UUID) row[1], (UUID) row[0], posting, (Long) row[4]));
        }
        first.values().forEach(findings::keep);
        wrong.addAll(first.keySet());
    }
}
