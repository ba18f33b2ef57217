package org.reciprocity.eventlog.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.function.Consumer;

/**
 * The hash chain that makes a changed, removed or reordered event show. Every event is a link of one chain
 * ({@link SequencedEvent#chain()}), in the order of sequences.
 *
 * <p>A link is the SHA-256 of these bytes, one after the other:
 *
 * <ol>
 *   <li>the 32 bytes of the link before it in its chain, 32 zero bytes for the first;
 *   <li>eleven fields, each as the number of its bytes (four bytes, big-endian) and then its UTF-8 text: the log's short
 *       name; the sequence; the event's id; the topic; the key; the type; the stream; the version; the chain; the time it
 *       was recorded, as microseconds since 1970-01-01T00:00:00Z; the body as it is stored.
 * </ol>
 *
 * <p>Numbers are decimal without leading zeros, UUIDs in lower case with hyphens. Not thread-safe.
 */
public final class HashChain {

    /** The number of bytes of a link. */
    public static final int LINK_BYTES = 32;

    private final byte[] log;
    private final MessageDigest sha256;

    /** The chains of a log. */
    public HashChain(String log) {
        this.log = log.getBytes(UTF_8);
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** What stands for the link before the first. */
    public static byte[] beginning() {
        return new byte[LINK_BYTES];
    }

    /** The link of an event, given the one before it in the event's chain. */
    public byte[] link(byte[] previous, SequencedEvent event) {
        give(previous, event, sha256::update);
        var link = new byte[LINK_BYTES];
        try {
            sha256.digest(link, 0, LINK_BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 has 32 bytes", e);
        }
        return link;
    }

    /** The bytes of which the link of an event is the SHA-256, for those who compute it themselves. */
    public byte[] hashed(byte[] previous, SequencedEvent event) {
        var parts = new ArrayList<byte[]>();
        give(previous, event, parts::add);
        var bytes = new byte[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (var part : parts) {
            System.arraycopy(part, 0, bytes, at, part.length);
            at += part.length;
        }
        return bytes;
    }

    private void give(byte[] previous, SequencedEvent event, Consumer<byte[]> to) {
        if (previous.length != LINK_BYTES) {
            throw new IllegalArgumentException("A link has " + LINK_BYTES + " bytes, not " + previous.length);
        }
        to.accept(previous);
        field(log, to);
        field(Long.toString(event.sequence()), to);
        field(event.id().toString(), to);
        field(event.topic(), to);
        field(event.key(), to);
        field(event.type(), to);
        field(event.stream().toString(), to);
        field(Long.toString(event.version()), to);
        field(event.chain().toString(), to);
        field(Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, event.recordedAt())), to);
        field(event.body(), to);
    }

    private static void field(String text, Consumer<byte[]> to) {
        field(text.getBytes(UTF_8), to);
    }

    private static void field(byte[] text, Consumer<byte[]> to) {
        int length = text.length;
        to.accept(new byte[] {(byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length});
        to.accept(text);
    }
}
