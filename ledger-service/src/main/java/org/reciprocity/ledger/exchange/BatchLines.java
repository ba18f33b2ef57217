package org.reciprocity.ledger.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Json;

/**
 * The lines of a batch, kept in a file that is gone when they are closed, and read a piece at a time: however many there are,
 * no more of them than a piece is in memory. They are all there before the first is answered, since many a client reads no
 * answer until it has sent everything. It blocks, and must not be used on an event loop.
 */
final class BatchLines implements AutoCloseable {
    private static final JsonFactory FORM = Json.mapper().getFactory();
    private static final int NEW_LINE = '\n';
    private static final int PIECE = 16 * 1024;

    private final InputStream lines;
    private final int count;
    private final int strange;

    private BatchLines(InputStream lines, Counted counted) {
        this.lines = lines;
        this.count = counted.count();
        this.strange = counted.strange();
    }

    /** How many lines there are, and the first of another community than those before it; below zero for none. */
    private record Counted(int count, int strange) {}

    /** Takes in all that is sent; empty lines count for nothing. */
    static BatchLines of(InputStream sent, int most) {
        try {
            var file = Files.createTempFile("reciprocity-batch", ".ndjson");
            try {
                try (var out = Files.newOutputStream(file)) {
                    copy(sent, out);
                }
                Counted counted;
                try (var in = new BufferedInputStream(Files.newInputStream(file))) {
                    counted = counted(in, most);
                }
                return new BatchLines(new BufferedInputStream(Files.newInputStream(file)), counted);
            } finally {
                // What is open can still be read.
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The lines of a batch cannot be kept", e);
        }
    }

    /** It is the sender's fault where the body breaks off, and nobody else's where it cannot be written down. */
    private static void copy(InputStream sent, OutputStream out) throws IOException {
        var piece = new byte[PIECE];
        while (true) {
            int read;
            try {
                read = sent.read(piece);
            } catch (IOException e) {
                throw Problem.of(ProblemType.MALFORMED_REQUEST, "The body broke off.")
                        .exception();
            }
            if (read < 0) {
                return;
            }
            out.write(piece, 0, read);
        }
    }

    private static Counted counted(InputStream in, int most) throws IOException {
        int count = 0;
        int strange = -1;
        UUID community = null;
        for (var line = line(in); line.isPresent(); line = line(in)) {
            if (count == most) {
                throw Problem.of(ProblemType.TOO_MANY_ITEMS, "A batch has at most " + most + " lines. Divide it.")
                        .exception();
            }
            var named = community(line.get());
            if (strange < 0 && named.isPresent() && community != null && !community.equals(named.get())) {
                strange = count;
            }
            community = named.orElse(community);
            count++;
        }
        return new Counted(count, strange);
    }

    /** Which community a line names, if it can be read at all. */
    private static Optional<UUID> community(byte[] line) throws IOException {
        try (var parser = FORM.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean here = parser.currentName().equals("communityId");
                var value = parser.nextToken();
                if (here) {
                    return value == JsonToken.VALUE_STRING ? Ids.parse(parser.getText()) : Optional.empty();
                }
                parser.skipChildren();
            }
            return Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** The next line that is not blank; nothing at the end. */
    private static Optional<byte[]> line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream(512);
        boolean blank = true;
        int read = in.read();
        while (read >= 0 && (read != NEW_LINE || blank)) {
            if (read != NEW_LINE) {
                blank &= read == ' ' || read == '\r' || read == '\t';
                line.write(read);
            }
            read = in.read();
        }
        return blank ? Optional.empty() : Optional.of(line.toByteArray());
    }

    int count() {
        return count;
    }

    /** The first line that names another community than those before it; below zero where there is none. */
    int strange() {
        return strange;
    }

    /** The next lines, as many as are asked for if there are so many; none at the end. */
    List<byte[]> next(int many) throws IOException {
        var next = new ArrayList<byte[]>(many);
        while (next.size() < many) {
            var line = line(lines);
            if (line.isEmpty()) {
                break;
            }
            next.add(line.get());
        }
        return next;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
