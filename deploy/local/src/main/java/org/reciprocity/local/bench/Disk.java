package org.reciprocity.local.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** The disk, as far as a measurement depends on it. */
final class Disk {
    private static final int WRITES = 200;
    private static final int BYTES = 4096;

    private Disk() {}

    /** How long it takes until 4 KiB appended to a file are on the disk: the median of 200. */
    static long syncMicroseconds(Path folder) throws IOException {
        var file = folder.resolve("disk");
        var took = new long[WRITES];
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < WRITES; i++) {
                channel.write(ByteBuffer.allocate(BYTES));
                long started = System.nanoTime();
                channel.force(false);
                took[i] = System.nanoTime() - started;
            }
        } finally {
            Files.deleteIfExists(file);
        }
        Arrays.sort(took);
        return took[WRITES / 2] / 1000;
    }
}
