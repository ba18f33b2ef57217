package org.reciprocity.ledger.proof;

import java.util.List;
import org.jboss.logging.Logger;
import org.reciprocity.ledger.request.LongReads;

/** What the check has found and nobody has put right. */
final class Findings {
    private static final Logger LOG = Logger.getLogger(SelfCheck.class);

    private static final String ALL = """
            select kind, community_id, account_id, sequence, told, counted, fault, from_sequence, to_sequence, noted, found_at,
                   exchange_id, posting_number, differs
              from finding order by found_at, kind, account_id, sequence limit $1
            """;

    private static final String KEEP = """
            insert into finding (kind, community_id, account_id, sequence, told, counted, fault, from_sequence, to_sequence,
                                 noted, exchange_id, posting_number, differs)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            on conflict (kind, community_id, account_id, sequence)
            do update set told = excluded.told, counted = excluded.counted, exchange_id = excluded.exchange_id,
                          posting_number = excluded.posting_number, differs = excluded.differs
            returning xmax::text = '0'
            """;

    private static final String FORGET = """
            delete from finding where kind = $1 and community_id = $2 and account_id = $3 and sequence = $4
            """;

    private static final int MOST = 10_000;

    private final LongReads reads;

    Findings(LongReads reads) {
        this.reads = reads;
    }

    /** All of them, oldest first. */
    List<Finding> all() {
        return reads.read(sql -> sql.select(ALL, MOST)).stream()
                .map(Finding::of)
                .toList();
    }

    /** Keeps one; it is told in the log the first time. */
    void keep(Finding finding) {
        var broken = finding.broken();
        boolean first = (Boolean) reads.read(sql -> sql.select(
                        KEEP,
                        finding.kind().wire(),
                        finding.community(),
                        finding.account(),
                        finding.sequence(),
                        finding.told(),
                        finding.counted(),
                        finding.fault(),
                        broken == null ? null : broken.from(),
                        broken == null ? null : broken.to(),
                        broken == null ? null : broken.noted().orElse(null),
                        finding.exchange(),
                        finding.posting() == null ? null : finding.posting().number(),
                        finding.differs().toArray(String[]::new)))
                .getFirst()[0];
        if (first) {
            LOG.errorf(
                    "book=wrong kind=%s community=%s account=%s sequence=%d",
                    finding.kind().wire(), finding.community(), finding.account(), finding.sequence());
        }
    }

    /** Forgets one that has been put right. */
    void forget(Finding finding) {
        reads.read(sql ->
                sql.update(FORGET, finding.kind().wire(), finding.community(), finding.account(), finding.sequence()));
        LOG.infof(
                "book=repaired kind=%s community=%s account=%s sequence=%d",
                finding.kind().wire(), finding.community(), finding.account(), finding.sequence());
    }
}
