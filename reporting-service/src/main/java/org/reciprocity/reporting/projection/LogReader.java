package org.reciprocity.reporting.projection;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.reciprocity.eventlog.fold.BatchReader;
import org.reciprocity.eventlog.fold.Envelope;
import org.reciprocity.eventlog.fold.UnreadableRecordException;
import org.reciprocity.reporting.event.Event;
import org.reciprocity.reporting.event.EventTypes;
import org.reciprocity.reporting.event.ExchangeScanner;
import org.reciprocity.reporting.event.Idents128;
import org.reciprocity.reporting.event.RegistryEvent;

/** Reads records of all four topics into a batch, and folds it. */
final class LogReader implements BatchReader {
    private static final int COMMUNITY_HEADER = 5;
    private static final int VERSION_HEADER = 6;

    /** On the tape, beside a kind's number. */
    private static final long IN_SESSION = 1L << 8;

    private static final long LATE = 1L << 9;
    private static final long SELF_RECORDED = 1L << 10;
    private static final int KIND = 0xff;

    /** So many numbers stand on the tape before an exchange's legs. */
    private static final int HEAD = 9;

    /** From then on what is recorded is late. */
    private static final long LATE_SECONDS = 30 * 86_400L;

    private final LogProjection projection;
    private final FactFolder facts;
    private final ExchangeScanner scanner = new ExchangeScanner();
    private final Idents128 idents = new Idents128();
    private final Map<String, Integer> terms = new HashMap<>();

    /** Exchanges one after the other, as numbers. */
    private long[] tape = new long[1 << 16];

    private int tapeEnd;
    private int tapeMark;

    /** All others. */
    private final List<Single> singles = new ArrayList<>();

    private int singlesMark;

    /** An event with what its record says about it; the version of its stream where it is asked for, and else 0. */
    record Single(UUID community, UUID key, long timestamp, long version, Event event) {}

    LogReader(LogProjection projection) {
        this.projection = projection;
        facts = new FactFolder(projection);
    }

    @Override
    public boolean read(Envelope envelope, ConsumerRecord<ByteBuffer, ByteBuffer> record)
            throws UnreadableRecordException {
        tapeMark = tapeEnd;
        singlesMark = singles.size();
        var type = envelope.type();
        switch (type) {
            case EventTypes.EXCHANGE_SETTLED -> {
                var body = body(record);
                scanner.settled(body.array(), body.arrayOffset() + body.position(), body.remaining());
                exchange(envelope, record.timestamp(), 1);
                return true;
            }
            case EventTypes.EXCHANGE_REVERSED -> {
                var body = body(record);
                scanner.reversed(body.array(), body.arrayOffset() + body.position(), body.remaining());
                exchange(envelope, record.timestamp(), -1);
                return true;
            }
            default -> {
                if (EventTypes.isRead(type)) {
                    single(envelope, type, record);
                    return true;
                }
                return EventTypes.isWithoutFigures(type);
            }
        }
    }

    private static ByteBuffer body(ConsumerRecord<ByteBuffer, ByteBuffer> record) throws UnreadableRecordException {
        var body = record.value();
        if (body == null) {
            throw new UnreadableRecordException("The record has no body");
        }
        if (body.hasArray()) {
            return body;
        }
        var bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private void single(Envelope envelope, String type, ConsumerRecord<ByteBuffer, ByteBuffer> record)
            throws UnreadableRecordException {
        var body = body(record);
        var event = EventTypes.read(type, body.array(), body.arrayOffset() + body.position(), body.remaining());
        var key = record.key();
        if (key == null) {
            throw new UnreadableRecordException("The record has no key");
        }
        var bytes = new byte[key.remaining()];
        key.duplicate().get(bytes);
        singles.add(new Single(
                idents.uuid(envelope.header("ce_community", COMMUNITY_HEADER)),
                idents.uuid(bytes),
                record.timestamp(),
                event instanceof RegistryEvent.ParticipantBanded ? version(envelope) : 0,
                event));
    }

    private static long version(Envelope envelope) throws UnreadableRecordException {
        try {
            return Long.parseLong(
                    new String(envelope.header("ce_streamversion", VERSION_HEADER), StandardCharsets.US_ASCII));
        } catch (NumberFormatException e) {
            throw new UnreadableRecordException("ce_streamversion is not a whole number", e);
        }
    }

    private void exchange(Envelope envelope, long recordedAt, int sign) throws UnreadableRecordException {
        var kind = Kind.of(scanner.kind)
                .orElseThrow(() -> new UnreadableRecordException("The kind of an exchange is not a known one"));
        idents.read(envelope.header("ce_community", COMMUNITY_HEADER));
        reserve(HEAD + scanner.legs * LegSums.ON_TAPE + scanner.postings * 3);
        int at = tapeEnd;
        tape[at++] = sign;
        tape[at++] = head(kind, recordedAt);
        tape[at++] = Buckets.of(scanner.occurredAt);
        tape[at++] = term(scanner.skill) | (long) term(scanner.decision) << 32;
        tape[at++] = idents.high();
        tape[at++] = idents.low();
        tape[at++] = scanner.hasProgramme ? scanner.programmeHigh : 0;
        tape[at++] = scanner.hasProgramme ? scanner.programmeLow : 0;
        tape[at++] = (long) scanner.legs << 32 | scanner.postings;
        for (int i = 0; i < scanner.legs; i++) {
            if (kind.isPaired() && !scanner.hasReceiver[i]) {
                throw new UnreadableRecordException("A leg lacks its receiver");
            }
            System.arraycopy(scanner.leg, i * 5, tape, at, 5);
            tape[at + 5] = term(scanner.providerRole[i]) | (long) term(scanner.receiverRole[i]) << 32;
            at += LegSums.ON_TAPE;
        }
        System.arraycopy(scanner.posting, 0, tape, at, scanner.postings * 3);
        tapeEnd = at + scanner.postings * 3;
    }

    /** The kind and what is said beside it, and above them how it was confirmed. */
    private long head(Kind kind, long recordedAt) {
        return kind.number()
                | (scanner.session && kind.isHours() ? IN_SESSION : 0)
                | (Math.floorDiv(recordedAt, 1000L) - scanner.occurredAt > LATE_SECONDS ? LATE : 0)
                | (scanner.selfRecorded ? SELF_RECORDED : 0)
                | (kind.isHours() ? (long) term(scanner.confirmed) << 32 : 0);
    }

    /** The number of a code, mostly without asking where all threads ask. */
    private int term(String text) {
        var known = terms.get(text);
        if (known == null) {
            known = projection.terms.of(text);
            terms.put(text, known);
        }
        return known;
    }

    private void reserve(int more) {
        if (tapeEnd + more > tape.length) {
            tape = Arrays.copyOf(tape, Math.max(tape.length * 2, tapeEnd + more));
        }
    }

    @Override
    public void retract() {
        tapeEnd = tapeMark;
        singles.subList(singlesMark, singles.size()).clear();
    }

    @Override
    public void clear() {
        tapeEnd = 0;
        singles.clear();
    }

    @Override
    public void fold() {
        number();
        var sums = new LegSums(projection);
        int at = 0;
        while (at < tapeEnd) {
            at = foldExchange(at, sums);
        }
        projection.pair.sums.settle();
        projection.balance.sums.settle();
        for (var single : singles) {
            facts.fold(single);
        }
        clear();
    }

    /**
     * Puts beside each leg of two parties, and in the place of each account, the numbers by which the projection knows them:
     * all those of a batch one right after the other, since their memory is then waited for at once.
     */
    private void number() {
        var known = projection.idents;
        int at = 0;
        while (at < tapeEnd) {
            long head = tape[at + 1];
            boolean paired =
                    (head & IN_SESSION) == 0 && Kind.of((int) head & KIND).isPaired();
            int legs = (int) (tape[at + 8] >>> 32);
            int postings = (int) tape[at + 8];
            at += HEAD;
            for (int i = 0; i < legs; i++, at += LegSums.ON_TAPE) {
                if (paired) {
                    int giver = known.of(tape[at], tape[at + 1]) + 1;
                    int receiver = known.of(tape[at + 2], tape[at + 3]) + 1;
                    tape[at + LegSums.NUMBERS] = giver | (long) receiver << 32;
                }
            }
            for (int i = 0; i < postings; i++, at += 3) {
                tape[at] = 1L + known.of(tape[at], tape[at + 1]);
            }
        }
    }

    private int foldExchange(int start, LegSums sums) {
        long sign = tape[start];
        long head = tape[start + 1];
        var kind = Kind.of((int) head & KIND);
        boolean session = (head & IN_SESSION) != 0;
        int bucket = (int) tape[start + 2];
        int skill = (int) tape[start + 3];
        var known = projection.idents;
        int community = known.of(tape[start + 4], tape[start + 5]) + 1;
        long programmeHigh = tape[start + 6];
        long programmeLow = tape[start + 7];
        int programme = programmeHigh == 0 && programmeLow == 0 ? 0 : known.of(programmeHigh, programmeLow) + 1;
        int legs = (int) (tape[start + 8] >>> 32);
        int postings = (int) tape[start + 8];
        var exchange = projection.exchange.sums;
        exchange.key[0] = community;
        exchange.key[1] = programme;
        exchange.key[2] = bucket;
        exchange.key[3] = kind.number();
        int counted = exchange.entry();
        exchange.add(counted, sign > 0 ? 0 : 1, 1);
        if (session) {
            exchange.add(counted, 2, sign);
        }
        if ((head & LATE) != 0) {
            exchange.add(counted, 3, 1);
        }
        int at = start + HEAD;
        sums.exchange(community, programme, bucket, kind, skill, sign);
        if (session) {
            sums.session(tape, start + 4, at, legs);
            at += legs * LegSums.ON_TAPE;
        } else {
            for (int i = 0; i < legs; i++, at += LegSums.ON_TAPE) {
                sums.leg(tape, at);
            }
        }
        int decision = (int) (tape[start + 3] >>> 32);
        int word = (int) (head >>> 32);
        if (decision != 0 || word != 0) {
            long given = given(start, legs, session);
            if (decision != 0) {
                decision(exchange.key, decision, sign, given);
            }
            if (word != 0) {
                word(exchange.key, word, sign, given, (head & SELF_RECORDED) != 0);
            }
        }
        var balance = projection.balance.sums;
        for (int i = 0; i < postings; i++, at += 3) {
            balance.key[0] = community;
            balance.key[1] = (int) tape[at];
            balance.addLater(tape[at + 2], 1);
        }
        return at;
    }

    /** Minutes that participants gave; in a session the community stands for those who did not. */
    private long given(int start, int legs, boolean session) {
        long given = 0;
        for (int i = 0, leg = start + HEAD; i < legs; i++, leg += LegSums.ON_TAPE) {
            boolean byCommunity = session && tape[leg] == tape[start + 4] && tape[leg + 1] == tape[start + 5];
            given += byCommunity ? 0 : tape[leg + 4];
        }
        return given;
    }

    /** Community, programme and bucket are the first numbers of the keys of exchanges, decisions and words. */
    private void decision(int[] exchange, int decision, long sign, long minutes) {
        var sums = projection.decision.sums;
        System.arraycopy(exchange, 0, sums.key, 0, 3);
        sums.key[3] = decision;
        int entry = sums.entry();
        sums.add(entry, 0, sign);
        sums.add(entry, 1, sign * minutes);
    }

    private void word(int[] exchange, int how, long sign, long minutes, boolean selfRecorded) {
        var sums = projection.word.sums;
        System.arraycopy(exchange, 0, sums.key, 0, 3);
        sums.key[3] = how;
        int entry = sums.entry();
        sums.add(entry, 0, sign);
        sums.add(entry, 1, sign * minutes);
        sums.add(entry, 2, selfRecorded ? sign * minutes : 0);
    }
}
