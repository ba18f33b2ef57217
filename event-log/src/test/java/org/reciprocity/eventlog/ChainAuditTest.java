package org.reciprocity.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.reciprocity.eventlog.relay.HashChain;

class ChainAuditTest {
    private static final String NONE = "0".repeat(2 * HashChain.LINK_BYTES);

    @Test
    void findsAllLinksRight() {
        audited("right", audit -> {
            var whole = audit.verdict(1, Long.MAX_VALUE);
            assertEquals(Optional.empty(), whole.bad());
            assertEquals(20, whole.links());
            assertEquals(60, whole.to());
            assertEquals(audit.sequences.getLast(), whole.last());
            assertEquals(
                    whole.hash(),
                    audit.text("select encode(link, 'hex') from chain_head where chain = '" + audit.chain + "'"));

            long middle = audit.sequences.get(9);
            var part = audit.verdict(middle, audit.sequences.get(11));
            assertEquals(Optional.empty(), part.bad());
            assertEquals(3, part.links());
            assertEquals(Optional.empty(), audit.verdict(middle + 1, middle).bad());
        });
    }

    @Test
    void findsNothingInAChainThatNobodyBegan() {
        audited("empty", audit -> {
            var verdict =
                    ChainAudit.verify(audit.log::inTransaction, audit.log.name, new UUID(7, 7), 1, Long.MAX_VALUE);
            assertEquals(new ChainAudit.Verdict(1, 60, 0, 0, NONE, Optional.empty()), verdict);
        });
    }

    @Test
    void namesTheSequenceOfWhichOneByteWasFlipped() {
        for (var column : List.of("body", "type", "key", "topic")) {
            audited("flipped", audit -> {
                long sequence = audit.sequences.get(12);
                audit.log.execute("update event set " + column + " = overlay(" + column
                        + " placing chr(ascii(substr(" + column + ", 3, 1)) # 1) from 3 for 1) where id = "
                        + audit.event(sequence));
                audit.finds(sequence, ChainAudit.Fault.CHANGED);
                assertEquals(12, audit.verdict(1, Long.MAX_VALUE).links(), "it goes on as far as the links are right");
                assertEquals(Optional.empty(), audit.verdict(1, sequence - 1).bad());
                assertEquals(
                        Optional.empty(),
                        audit.verdict(sequence + 1, Long.MAX_VALUE).bad());
            });
        }
    }

    @Test
    void namesTheSequenceOfWhichTheLinkWasChanged() {
        audited("relinked", audit -> {
            long sequence = audit.sequences.get(3);
            audit.log.execute("update log_entry set chain = set_byte(chain, 0, get_byte(chain, 0) # 1)"
                    + " where sequence = " + sequence);
            audit.finds(sequence, ChainAudit.Fault.CHANGED);
        });
    }

    @Test
    void namesAnEventThatWasTakenAway() {
        audited("removed", audit -> {
            long sequence = audit.sequences.get(5);
            audit.log.execute("delete from event where id = " + audit.event(sequence));
            audit.finds(sequence, ChainAudit.Fault.MISSING);
        });
        audited("moved", audit -> {
            long sequence = audit.sequences.get(5);
            audit.log.execute("update event set chain = '00000000-0000-0000-0000-000000000063' where id = "
                    + audit.event(sequence));
            audit.finds(sequence, ChainAudit.Fault.MISSING);
        });
        audited("severed", audit -> {
            long sequence = audit.sequences.get(5);
            audit.log.execute("delete from event where id = " + audit.event(sequence));
            audit.log.execute("delete from log_entry where sequence = " + sequence);
            audit.finds(sequence, ChainAudit.Fault.MISSING);
        });
        audited("cut", audit -> {
            long sequence = audit.sequences.getLast();
            audit.log.execute("delete from event where id = " + audit.event(sequence));
            audit.log.execute("delete from log_entry where sequence = " + sequence);
            audit.finds(sequence, ChainAudit.Fault.MISSING);
        });
    }

    @Test
    void findsTheLastEventOfARangeGone() {
        audited("severed-at-the-end", audit -> {
            long sequence = audit.sequences.get(5);
            long next = audit.sequences.get(6);
            audit.log.execute("delete from event where id = " + audit.event(sequence));
            audit.log.execute("delete from log_entry where sequence = " + sequence);
            var missing = Optional.of(new ChainAudit.BadLink(sequence, ChainAudit.Fault.MISSING));
            assertEquals(missing, audit.verdict(1, sequence).bad());
            assertEquals(missing, audit.verdict(sequence, sequence).bad());
            assertEquals(missing, audit.verdict(1, next - 1).bad());
            assertEquals(5, audit.verdict(1, sequence).links());
            assertEquals(Optional.empty(), audit.verdict(1, sequence - 1).bad());
        });
        audited("removed-at-the-end", audit -> {
            long sequence = audit.sequences.get(5);
            audit.log.execute("delete from event where id = " + audit.event(sequence));
            assertEquals(
                    Optional.of(new ChainAudit.BadLink(sequence, ChainAudit.Fault.MISSING)),
                    audit.verdict(1, sequence).bad());
        });
        audited("nothing-left", audit -> {
            long sequence = audit.sequences.get(18);
            for (long gone : audit.sequences.subList(18, 20)) {
                audit.log.execute("delete from event where id = " + audit.event(gone));
                audit.log.execute("delete from log_entry where sequence = " + gone);
            }
            assertEquals(
                    Optional.of(new ChainAudit.BadLink(sequence, ChainAudit.Fault.MISSING)),
                    audit.verdict(1, sequence).bad());
            assertEquals(Optional.empty(), audit.verdict(1, sequence - 1).bad());
        });
    }

    @Test
    void mindsNoEventOfAnotherChainThatIsGoneAtTheEndOfARange() {
        audited("another", audit -> {
            long sequence = audit.sequences.get(5);
            long others = sequence + 1;
            assertFalse(audit.sequences.contains(others));
            audit.log.execute("delete from event where id = " + audit.event(others));
            audit.log.execute("delete from log_entry where sequence = " + others);
            assertEquals(Optional.empty(), audit.verdict(1, others).bad());
            assertEquals(Optional.empty(), audit.verdict(others, others).bad());
            assertEquals(Optional.empty(), audit.verdict(1, Long.MAX_VALUE).bad());
        });
        audited("changed-beyond", audit -> {
            long sequence = audit.sequences.get(6);
            audit.log.execute("update event set body = reverse(body) where id = " + audit.event(sequence));
            assertEquals(Optional.empty(), audit.verdict(1, sequence - 1).bad());
        });
    }

    @Test
    void walksAllChainsAtOnceAndGoesOnWhereItWasLeft() {
        audited("walked", audit -> {
            var first = new ChainWalk(audit.log::inTransaction, audit.log.name, 0, Map.of());
            assertEquals(List.of(), first.on(25));
            assertEquals(25, first.links());
            var second = new ChainWalk(audit.log::inTransaction, audit.log.name, first.through(), first.marks());
            assertEquals(List.of(), second.on(60));
            assertEquals(List.of(), second.ends());
            assertEquals(35, second.links());
            assertEquals(3, second.marks().size());
            assertEquals(
                    audit.verdict(1, 60).hash(), second.marks().get(audit.chain).link());
        });
    }

    @Test
    void tellsEveryBreakOfAWalkAndKnowsWhenItIsRepaired() {
        audited("broken", audit -> {
            long one = audit.sequences.get(4);
            long other = audit.sequences.get(15);
            var flip = "update event set body = reverse(body) where id in (" + audit.event(one) + ", "
                    + audit.event(other) + ")";
            audit.log.execute(flip);
            var walk = new ChainWalk(audit.log::inTransaction, audit.log.name, 0, Map.of());
            var breaks = walk.on(60);
            assertEquals(
                    List.of(one, other),
                    breaks.stream().map(found -> found.bad().sequence()).toList());
            assertEquals(List.of(), walk.ends());
            assertFalse(breaks.getFirst().repaired(audit.log::inTransaction, audit.log.name));
            audit.log.execute(flip);
            assertTrue(breaks.getFirst().repaired(audit.log::inTransaction, audit.log.name));
        });
    }

    @Test
    void findsAChainWhoseEndWasCutOffWhileWalking() {
        audited("shortened", audit -> {
            long sequence = audit.sequences.getLast();
            audit.log.execute("delete from event where id = " + audit.event(sequence));
            audit.log.execute("delete from log_entry where sequence = " + sequence);
            var walk = new ChainWalk(audit.log::inTransaction, audit.log.name, 0, Map.of());
            assertEquals(List.of(), walk.on(60));
            assertEquals(
                    List.of(new ChainAudit.BadLink(sequence, ChainAudit.Fault.MISSING)),
                    walk.ends().stream().map(ChainWalk.Break::bad).toList());
        });
    }

    @Test
    void findsLinksThatWereAllMadeAnewByWhatItHadNoted() {
        audited("anew", audit -> {
            var before = new ChainWalk(audit.log::inTransaction, audit.log.name, 0, Map.of());
            long noted = audit.sequences.get(9);
            assertEquals(List.of(), before.on(noted));
            audit.log.execute(
                    "update event set body = reverse(body) where id = " + audit.event(audit.sequences.get(2)));
            var hashes = new HashChain(audit.log.name);
            var page = audit.log.inTransaction(sql -> ChainPage.read(sql, audit.chain, 0, 60));
            var link = HashChain.beginning();
            for (var each : page.links()) {
                link = hashes.link(link, each.event());
                audit.log.execute(
                        "update log_entry set chain = '\\x" + HexFormat.of().formatHex(link) + "' where sequence = "
                                + each.event().sequence());
            }
            audit.log.execute("update chain_head set link = '\\x"
                    + HexFormat.of().formatHex(link) + "' where chain = '" + audit.chain + "'");
            assertEquals(Optional.empty(), audit.verdict(1, 60).bad(), "the chain agrees with itself");

            var walk = new ChainWalk(audit.log::inTransaction, audit.log.name, before.through(), before.marks());
            var breaks = walk.on(60);
            assertEquals(
                    List.of(new ChainAudit.BadLink(noted, ChainAudit.Fault.CHANGED)),
                    breaks.stream().map(ChainWalk.Break::bad).toList());
            assertFalse(breaks.getFirst().repaired(audit.log::inTransaction, audit.log.name));
        });
    }

    @Test
    void provesEachEventOfAStream() {
        audited("proven", audit -> {
            var stream = new UUID(0, 4);
            var proofs = ChainProof.of(audit.log::inTransaction, stream).orElseThrow();
            assertEquals(1, proofs.size());
            var proof = proofs.getFirst();
            assertEquals(stream, proof.event().stream());
            assertEquals(proof.link(), sha256(proof.hashed(audit.log.name)));
            assertEquals(
                    proof.previous(), HexFormat.of().formatHex(proof.hashed(audit.log.name), 0, HashChain.LINK_BYTES));
            long before = audit.log.number(
                    "select max(l.sequence) from log_entry l join event e on e.id = l.event where e.chain = '"
                            + proof.event().chain() + "' and l.sequence < "
                            + proof.event().sequence());
            assertEquals(
                    proof.previous(),
                    audit.text("select encode(chain, 'hex') from log_entry where sequence = " + before));
            assertEquals(Optional.of(List.of()), ChainProof.of(audit.log::inTransaction, new UUID(9, 9)));
        });
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void walksBodiesThatDoNotFitOnePage() {
        try (var log = TestLog.create("bulky");
                var relay = log.relay()) {
            var chain = new UUID(0, 1);
            for (int i = 0; i < 20; i++) {
                var event = log.event(new UUID(i, 1), 1);
                log.append(new NewEvent(
                        event.id(),
                        event.topic(),
                        event.key(),
                        event.type(),
                        event.stream(),
                        1,
                        chain,
                        event.recordedAt(),
                        "x".repeat(EventStore.MAX_BODY_BYTES)));
            }
            TestLog.eventually("all have a sequence", () -> relay.status().sequence() == 20);
            var page = log.inTransaction(sql -> ChainPage.read(sql, chain, 0, 20));
            assertTrue(page.links().size() < 20, () -> "all " + page.links().size() + " at once");
            assertTrue(page.through() < 20);
            assertEquals(
                    20,
                    ChainAudit.verify(log::inTransaction, log.name, chain, 1, 20)
                            .links());
        }
    }

    /** A log of three chains of twenty events, and one of them to audit. */
    private record Audit(TestLog log, UUID chain, List<Long> sequences) {

        ChainAudit.Verdict verdict(long from, long to) {
            return ChainAudit.verify(log::inTransaction, log.name, chain, from, to);
        }

        void finds(long sequence, ChainAudit.Fault fault) {
            assertEquals(
                    Optional.of(new ChainAudit.BadLink(sequence, fault)),
                    verdict(1, Long.MAX_VALUE).bad());
        }

        long event(long sequence) {
            return log.number("select event from log_entry where sequence = " + sequence);
        }

        String text(String sql) {
            return (String) log.inTransaction(some -> some.select(sql)).getFirst()[0];
        }
    }

    private static void audited(String name, Consumer<Audit> work) {
        try (var log = TestLog.create(name);
                var relay = log.relay()) {
            for (int i = 0; i < 60; i++) {
                log.append(log.event(new UUID(0, i), 1));
            }
            TestLog.eventually("all have a sequence", () -> relay.status().sequence() == 60);
            var chain = new UUID(0, 1);
            var sequences = log
                    .inTransaction(sql -> sql.select("select l.sequence from log_entry l join event e on e.id = l.event"
                            + " where e.chain = '" + chain + "' order by l.sequence"))
                    .stream()
                    .map(row -> (Long) row[0])
                    .toList();
            assertEquals(20, sequences.size());
            work.accept(new Audit(log, chain, sequences));
        }
    }
}
