package org.reciprocity.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.FileRecords;
import org.reciprocity.local.system.DataFolder;
import org.reciprocity.local.system.LocalSystem;

/** Where a text is found in what a system leaves behind: as it is, or as a dump writes out a column of bytes. */
final class Traces {
    private static final String DATABASES = "select datname from pg_database where datallowconn order by 1";

    private static final String TABLES = """
            select table_schema || '.' || table_name from information_schema.tables
             where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1
            """;

    private final LocalSystem system;
    private final DataFolder data;
    private final String text;
    private final byte[] bytes;

    /**
     * Looks for a text.
     *
     * @param text ASCII, without an apostrophe
     */
    Traces(LocalSystem system, DataFolder data, String text) {
        this.system = system;
        this.data = data;
        this.text = text;
        this.bytes = text.getBytes(StandardCharsets.US_ASCII);
    }

    /** In every row of every database, as a dump has it, and in every record on Kafka's disk, compressed or not, committed or not. */
    List<String> all() {
        var found = new TreeSet<String>();
        for (var name : databases()) {
            try (var database = Neighbours.database(system, name)) {
                for (var table : database.column(TABLES)) {
                    long rows = database.number(
                            "select count(*) from %s t where strpos(t::text, '%s') + strpos(t::text, '%s') > 0"
                                    .formatted(table, text, HexFormat.of().formatHex(bytes)));
                    if (rows > 0) {
                        found.add(name + ": " + table);
                    }
                }
            }
        }
        for (var segment : files("kafka", file -> file.toString().endsWith(".log"))) {
            if (inRecords(segment)) {
                var partition = segment.getParent().getFileName().toString();
                found.add("kafka: " + partition.substring(0, partition.lastIndexOf('-')));
            }
        }
        return List.copyOf(found);
    }

    /** In the very files of a part of the system, or of all of it: those of PostgreSQL and its log of writes, and all logs, too. */
    List<String> inFiles(String part) {
        var found = new ArrayList<String>();
        for (var file : files(part, file -> true)) {
            if (inBytes(file)) {
                found.add(data.path().relativize(file).toString());
            }
        }
        return found;
    }

    private List<String> databases() {
        try (var database = Neighbours.database(system, "postgres")) {
            return database.column(DATABASES);
        }
    }

    private List<Path> files(String part, Predicate<Path> wanted) {
        try (var files = Files.walk(data.path().resolve(part))) {
            return files.filter(Files::isRegularFile).filter(wanted).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean inRecords(Path segment) {
        try {
            var records = FileRecords.open(segment.toFile(), false);
            try {
                for (var record : records.records()) {
                    if (contains(record.key())
                            || contains(record.value())
                            || Arrays.stream(record.headers())
                                    .map(Header::value)
                                    .anyMatch(this::contains)) {
                        return true;
                    }
                }
                return false;
            } finally {
                // To close them would cut off what the broker has written since they were opened.
                records.closeHandlers();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean contains(ByteBuffer buffer) {
        if (buffer == null) {
            return false;
        }
        var copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return contains(copy);
    }

    private boolean contains(byte[] where) {
        return where != null && new String(where, StandardCharsets.ISO_8859_1).contains(text);
    }

    /** In pieces that overlap, so that it is found across their bounds. A file that has gone meanwhile has nothing. */
    private boolean inBytes(Path file) {
        try (var in = Files.newInputStream(file)) {
            var piece = new byte[1 << 20];
            int kept = 0;
            for (int read = in.read(piece, kept, piece.length - kept);
                    read >= 0;
                    read = in.read(piece, kept, piece.length - kept)) {
                int filled = kept + read;
                if (new String(piece, 0, filled, StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
                kept = Math.min(filled, bytes.length - 1);
                System.arraycopy(piece, filled - kept, piece, 0, kept);
            }
            return false;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
