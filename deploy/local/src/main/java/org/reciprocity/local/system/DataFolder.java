package org.reciprocity.local.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Where a local run keeps everything: PostgreSQL's and Kafka's files, the issuer's key, the services' output, and which
 * processes it started. One run at a time may use it.
 */
public final class DataFolder implements AutoCloseable {
    private final Path folder;
    private final FileChannel lock;

    private DataFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Takes the folder for this run, creating it where it is missing. */
    public static DataFolder take(Path folder) {
        FileChannel channel = null;
        try {
            Files.createDirectories(folder.resolve("logs"));
            Files.createDirectories(folder.resolve("processes"));
            channel = FileChannel.open(
                    folder.resolve("lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                channel.close();
                throw new StartException("The data folder " + folder
                        + " is in use by another run. Stop that one, or choose another folder: --data DIR.");
            }
            return new DataFolder(folder.toRealPath(), channel);
        } catch (IOException e) {
            throw new StartException("The data folder " + folder + " cannot be used: " + e, e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** The folder itself. */
    public Path path() {
        return folder;
    }

    /** A file or folder in it. */
    public Path resolve(String name) {
        return folder.resolve(name);
    }

    /** The file for somebody's output. */
    public Path log(String name) {
        return folder.resolve("logs").resolve(name + ".log");
    }

    /** Whether something was noted by {@link #note} in this run or an earlier one. */
    public boolean isNoted(String what) {
        return Files.exists(folder.resolve(what));
    }

    /** Notes something for later runs. */
    public void note(String what) {
        try {
            Files.writeString(folder.resolve(what), Instant.now() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remember(String name, ProcessHandle handle) throws IOException {
        Files.writeString(folder.resolve("processes").resolve(name), handle.pid() + " " + startOf(handle) + "\n");
    }

    void forget(String name) {
        try {
            Files.deleteIfExists(folder.resolve("processes").resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the processes that an earlier run over this folder started and could not stop, and names them. */
    void stopLeftovers(Terminal terminal) {
        try (var files = Files.list(folder.resolve("processes"))) {
            for (var file : files.sorted().toList()) {
                leftover(file).ifPresent(handle -> stop(file.getFileName().toString(), handle, terminal));
                Files.deleteIfExists(file);
            }
            postmaster().ifPresent(handle -> stop("PostgreSQL", handle, terminal));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ProcessHandle> leftover(Path file) throws IOException {
        var words = Files.readString(file).strip().split(" ", 2);
        return handle(words[0])
                .filter(handle -> words.length == 2 && startOf(handle).equals(words[1]));
    }

    private Optional<ProcessHandle> postmaster() throws IOException {
        var file = folder.resolve("postgres/postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(file)) {
            Predicate<ProcessHandle> isPostgres = handle ->
                    handle.info().command().filter(c -> c.endsWith("postgres")).isPresent();
            return lines.findFirst().flatMap(DataFolder::handle).filter(isPostgres);
        }
    }

    /** Kills PostgreSQL's first process ({@code kill -9}), and waits until those that it had started have followed it. */
    void killPostgres() {
        try {
            var first = postmaster().orElseThrow(() -> new IllegalStateException("PostgreSQL does not run"));
            var all = Stream.concat(Stream.of(first), first.descendants()).toList();
            first.destroyForcibly();
            all.forEach(process -> process.onExit().join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ProcessHandle> handle(String pid) {
        return pid.matches("[0-9]{1,9}") ? ProcessHandle.of(Long.parseLong(pid)) : Optional.empty();
    }

    private static String startOf(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toString).orElse("unknown");
    }

    private static void stop(String name, ProcessHandle handle, Terminal terminal) {
        terminal.line("  Stopping what an earlier run left behind: " + name + " (process " + handle.pid() + ")");
        handle.destroy();
        try {
            handle.onExit().get(10, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            handle.destroyForcibly();
            handle.onExit().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives the folder back. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a folder and all that is in it, if it is there. */
    public static void remove(Path folder) {
        if (Files.notExists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + folder, e);
        }
    }
}
