package org.reciprocity.ledger.proof;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.reciprocity.eventlog.ChainWalk;
import org.reciprocity.ledger.log.LedgerLog;
import org.reciprocity.ledger.request.LongReads;

/**
 * Checks the hash chains of all communities: what has come since the last time, and some of what was looked at before, so that
 * in time everything is, over and over. How far it has come is kept every few thousand events.
 */
final class LinkCheck {
    private static final int STEP = 20_000;

    private static final String HEAD = "select coalesce((select sequence from log_head), 0)";

    private static final String MARKS = "select chain, sequence, link from chain_mark where walk = $1";

    private static final String MARK = """
            insert into chain_mark (walk, chain, sequence, link)
            select $1, * from unnest($2::uuid[], $3::bigint[], $4::text[])
            on conflict (walk, chain) do update set sequence = excluded.sequence, link = excluded.link
            """;

    private static final String UNMARK = "delete from chain_mark where walk = $1";

    private final LongReads reads;
    private final Findings findings;
    private final List<Finding> known;
    private final Steps steps;
    private long links;

    /** How far the walks have come. */
    record Places(long looked, long again) {}

    /** Told how far the walks have come, whenever that is kept. */
    interface Steps {
        /** They have come so far. */
        void keep(Places places);
    }

    LinkCheck(LongReads reads, Findings findings, List<Finding> known, Steps steps) {
        this.reads = reads;
        this.findings = findings;
        this.known = known;
        this.steps = steps;
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
            // What was put right has other links than those that were noted.
            forget("first");
            forget("again");
            places = keep(new Places(0, 0));
        }
        long head = (Long) reads.read(sql -> sql.select(HEAD)).getFirst()[0];
        places = first(places, head);
        again(places, Math.min(places.looked(), places.again() + again));
    }

    /** How many links were looked at. */
    long links() {
        return links;
    }

    private boolean repaired() {
        boolean any = false;
        for (var finding : known) {
            if (finding.broken() != null && finding.broken().repaired(reads, LedgerLog.NAME)) {
                findings.forget(finding);
                any = true;
            }
        }
        return any;
    }

    private Places first(Places before, long to) {
        var walk = walk("first", before.looked());
        var places = before;
        while (walk.through() < to) {
            walk.on(Math.min(to, walk.through() + STEP)).forEach(broken -> findings.keep(Finding.of(broken)));
            mark("first", walk);
            places = keep(new Places(walk.through(), places.again()));
        }
        walk.ends().forEach(broken -> findings.keep(Finding.of(broken)));
        links += walk.links();
        return places;
    }

    private void again(Places before, long to) {
        var walk = walk("again", before.again());
        var places = before;
        while (walk.through() < to) {
            walk.on(Math.min(to, walk.through() + STEP)).forEach(broken -> findings.keep(Finding.of(broken)));
            mark("again", walk);
            places = keep(new Places(places.looked(), walk.through()));
        }
        links += walk.links();
        if (to >= places.looked()) {
            forget("again");
            keep(new Places(places.looked(), 0));
        }
    }

    private Places keep(Places places) {
        steps.keep(places);
        return places;
    }

    private ChainWalk walk(String name, long through) {
        Map<UUID, ChainWalk.Mark> marks = new HashMap<>();
        reads.read(sql -> sql.select(MARKS, name))
                .forEach(row -> marks.put((UUID) row[0], new ChainWalk.Mark((Long) row[1], (String) row[2])));
        return new ChainWalk(reads, LedgerLog.NAME, through, marks);
    }

    private void mark(String name, ChainWalk walk) {
        var marks = List.copyOf(walk.marks().entrySet());
        if (marks.isEmpty()) {
            return;
        }
        reads.read(sql -> sql.update(
                MARK,
                name,
                marks.stream().map(Map.Entry::getKey).toArray(UUID[]::new),
                marks.stream().map(mark -> mark.getValue().sequence()).toArray(Long[]::new),
                marks.stream().map(mark -> mark.getValue().link()).toArray(String[]::new)));
    }

    private void forget(String walk) {
        reads.read(sql -> sql.update(UNMARK, walk));
    }
}
