package org.reciprocity.reporting.tabular;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes structures in Thrift's compact protocol, as far as the metadata of Parquet files needs it
 * (thrift-compact-protocol.md of Apache Thrift).
 */
final class CompactThrift {
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;
    private static final int SHORT_LIST = 15;
    private static final int SHORT_STEP = 15;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Deque<Integer> fields = new ArrayDeque<>();
    private int field;

    byte[] bytes() {
        return out.toByteArray();
    }

    void i32(int id, int value) {
        header(id, I32);
        zigzag(value);
    }

    void i64(int id, long value) {
        header(id, I64);
        zigzag(value);
    }

    void text(int id, String value) {
        header(id, BINARY);
        text(value);
    }

    /** Begins a field that is a structure. */
    void begin(int id) {
        header(id, STRUCT);
        begin();
    }

    /** Begins a structure in a list, or the whole. */
    void begin() {
        fields.push(field);
        field = 0;
    }

    void end() {
        out.write(0);
        field = fields.pop();
    }

    void structures(int id, int size) {
        list(id, STRUCT, size);
    }

    void numbers(int id, int... values) {
        list(id, I32, values.length);
        for (int value : values) {
            zigzag(value);
        }
    }

    void texts(int id, String value) {
        list(id, BINARY, 1);
        text(value);
    }

    private void list(int id, int type, int size) {
        header(id, LIST);
        if (size < SHORT_LIST) {
            out.write((size << 4) | type);
        } else {
            out.write((SHORT_LIST << 4) | type);
            varint(size);
        }
    }

    private void header(int id, int type) {
        int step = id - field;
        if (step > 0 && step <= SHORT_STEP) {
            out.write((step << 4) | type);
        } else {
            out.write(type);
            zigzag(id);
        }
        field = id;
    }

    private void text(String value) {
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        varint(bytes.length);
        out.writeBytes(bytes);
    }

    private void zigzag(long value) {
        varint((value << 1) ^ (value >> 63));
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
