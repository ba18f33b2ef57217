package org.reciprocity.reporting.tabular;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a flat table as a Parquet file: one row group, one page a column, plain and not compressed. Any column may have gaps. That is
 * the smallest part of the format (github.com/apache/parquet-format) that every reader knows.
 */
public final class Parquet {
    /** What it is called over HTTP. */
    public static final String MEDIA_TYPE = "application/vnd.apache.parquet";

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int PLAIN = 0;
    private static final int RLE = 3;
    private static final int OPTIONAL = 1;
    private static final int UTF8 = 0;

    private Parquet() {}

    /** What a column holds. */
    public enum Type {
        /** Whole numbers. */
        WHOLE(2),
        /** Numbers. */
        NUMBER(5),
        /** Text. */
        TEXT(6);

        private final int physical;

        Type(int physical) {
            this.physical = physical;
        }
    }

    /** A column. */
    public record Column(String name, Type type) {}

    private record Chunk(Column column, long offset, long size) {}

    /** Writes a table; a row has a value, or null, for each column. */
    public static void write(OutputStream out, List<Column> columns, List<? extends List<?>> rows) throws IOException {
        var file = new ByteArrayOutputStream();
        file.writeBytes(MAGIC);
        var chunks = new ArrayList<Chunk>();
        for (int i = 0; i < columns.size(); i++) {
            long offset = file.size();
            page(file, columns.get(i).type(), values(rows, i));
            chunks.add(new Chunk(columns.get(i), offset, file.size() - offset));
        }
        var footer = footer(chunks, rows.size());
        file.writeBytes(footer);
        file.writeBytes(littleEndian(footer.length));
        file.writeBytes(MAGIC);
        file.writeTo(out);
    }

    private static List<Object> values(List<? extends List<?>> rows, int column) {
        var values = new ArrayList<Object>(rows.size());
        rows.forEach(row -> values.add(row.get(column)));
        return values;
    }

    private static void page(ByteArrayOutputStream file, Type type, List<Object> values) {
        var levels = levels(values);
        var body = new ByteArrayOutputStream();
        body.writeBytes(littleEndian(levels.length));
        body.writeBytes(levels);
        for (var value : values) {
            if (value != null) {
                body.writeBytes(plain(type, value));
            }
        }
        var header = new CompactThrift();
        header.begin();
        header.i32(1, 0);
        header.i32(2, body.size());
        header.i32(3, body.size());
        header.begin(5);
        header.i32(1, values.size());
        header.i32(2, PLAIN);
        header.i32(3, RLE);
        header.i32(4, RLE);
        header.end();
        header.end();
        file.writeBytes(header.bytes());
        file.writeBytes(body.toByteArray());
    }

    /** Where there is a value: runs of ones and zeros. */
    private static byte[] levels(List<Object> values) {
        var runs = new ByteArrayOutputStream();
        int i = 0;
        while (i < values.size()) {
            boolean there = values.get(i) != null;
            int end = i;
            while (end < values.size() && (values.get(end) != null) == there) {
                end++;
            }
            long length = (long) (end - i) << 1;
            while ((length & ~0x7FL) != 0) {
                runs.write((int) ((length & 0x7F) | 0x80));
                length >>>= 7;
            }
            runs.write((int) length);
            runs.write(there ? 1 : 0);
            i = end;
        }
        return runs.toByteArray();
    }

    private static byte[] plain(Type type, Object value) {
        return switch (type) {
            case WHOLE ->
                ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(((Number) value).longValue())
                        .array();
            case NUMBER ->
                ByteBuffer.allocate(Double.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putDouble(((Number) value).doubleValue())
                        .array();
            case TEXT -> {
                var bytes = value.toString().getBytes(StandardCharsets.UTF_8);
                yield ByteBuffer.allocate(Integer.BYTES + bytes.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(bytes.length)
                        .put(bytes)
                        .array();
            }
        };
    }

    private static byte[] littleEndian(int number) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .array();
    }

    private static byte[] footer(List<Chunk> chunks, long rows) {
        var footer = new CompactThrift();
        footer.begin();
        footer.i32(1, 1);
        footer.structures(2, chunks.size() + 1);
        footer.begin();
        footer.text(4, "schema");
        footer.i32(5, chunks.size());
        footer.end();
        for (var chunk : chunks) {
            footer.begin();
            footer.i32(1, chunk.column.type.physical);
            footer.i32(3, OPTIONAL);
            footer.text(4, chunk.column.name);
            if (chunk.column.type == Type.TEXT) {
                footer.i32(6, UTF8);
            }
            footer.end();
        }
        footer.i64(3, rows);
        footer.structures(4, 1);
        footer.begin();
        footer.structures(1, chunks.size());
        for (var chunk : chunks) {
            footer.begin();
            footer.i64(2, chunk.offset);
            footer.begin(3);
            footer.i32(1, chunk.column.type.physical);
            footer.numbers(2, PLAIN, RLE);
            footer.texts(3, chunk.column.name);
            footer.i32(4, 0);
            footer.i64(5, rows);
            footer.i64(6, chunk.size);
            footer.i64(7, chunk.size);
            footer.i64(9, chunk.offset);
            footer.end();
            footer.end();
        }
        footer.i64(2, chunks.stream().mapToLong(Chunk::size).sum());
        footer.i64(3, rows);
        footer.end();
        footer.text(6, "reciprocity");
        footer.end();
        return footer.bytes();
    }
}
