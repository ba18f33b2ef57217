package org.reciprocity.local.system;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One packaged service as a process: started, waited for, watched, stopped. Its output goes to a file. */
public final class ServiceProcess {
    /** How long a service may take until it is ready, usually. */
    static final Duration READY_WITHIN = Duration.ofSeconds(90);

    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(15);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final int TAIL_LINES = 25;
    private static final long TAIL_BYTES = 64 * 1024;

    private final Service service;
    private final URI address;
    private final Path log;
    private final ProcessBuilder builder;
    private final DataFolder data;
    private final Consumer<ServiceProcess> onDeath;
    private volatile Process process;
    private volatile AtomicBoolean leaving = new AtomicBoolean();

    ServiceProcess(
            Service service,
            int port,
            Path runnable,
            List<String> jvm,
            Map<String, String> settings,
            DataFolder data,
            Consumer<ServiceProcess> onDeath) {
        this.service = service;
        this.address = URI.create("http://localhost:" + port);
        this.log = data.log(service.shortName());
        this.data = data;
        this.onDeath = onDeath;
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(jvm);
        words.addAll(List.of(
                "-XX:+UseSerialGC",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                runnable.toString()));
        this.builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(settings);
    }

    /** Which service it is. */
    public Service service() {
        return service;
    }

    /** Where it answers. */
    public URI address() {
        return address;
    }

    /** The file that its output goes to. */
    public Path log() {
        return log;
    }

    /** Starts it; {@link #awaitReady()} waits until it serves. */
    public synchronized void start() {
        try {
            var started = builder.start();
            started.getOutputStream().close();
            process = started;
            data.remember(service.shortName(), started.toHandle());
            // Each process has its own: one that was killed may be noticed only when the next has started.
            var wanted = new AtomicBoolean();
            leaving = wanted;
            var unused = started.onExit().thenAccept(ended -> {
                if (!wanted.get()) {
                    onDeath.accept(this);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("The " + service.shortName() + " service did not start", e);
        }
    }

    /** Waits until it says that it is ready; fails at once when it dies before that. */
    public void awaitReady() {
        awaitReady(READY_WITHIN);
    }

    /** Waits so long until it says that it is ready; fails at once when it dies before that. */
    void awaitReady(Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        try (var client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            var request = HttpRequest.newBuilder(address.resolve("/q/health/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            while (!answers(client, request)) {
                if (!process.isAlive()) {
                    throw new StartException(obituary());
                }
                if (System.nanoTime() > deadline) {
                    throw new StartException("The " + service.shortName() + " service was not ready within "
                            + within.toSeconds() + " s." + lastWords());
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("Interrupted while waiting for the " + service.shortName() + " service", e);
        }
    }

    private static boolean answers(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // not listening yet
        }
    }

    /** Asks it to stop, and makes it stop where it does not. */
    public void stop() {
        leaving.set(true);
        var running = process;
        if (running == null) {
            return;
        }
        running.destroy();
        try {
            if (!running.waitFor(STOPPED_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                running.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        data.forget(service.shortName());
    }

    /** Kills it ({@code kill -9}), without a word to anybody; {@link #start()} brings it back. */
    public void kill() throws InterruptedException {
        leaving.set(true);
        process.destroyForcibly().waitFor();
    }

    /** That it ended by itself, how, and the end of its output. */
    public String obituary() {
        var ended = process;
        var how = ended == null || ended.isAlive() ? "" : " with exit code " + ended.exitValue();
        return "The " + service.shortName() + " service ended" + how + "." + lastWords();
    }

    private String lastWords() {
        var text = new StringBuilder(" The end of ").append(log).append(":");
        for (var line : tail()) {
            text.append("\n    ").append(line);
        }
        return text.toString();
    }

    private List<String> tail() {
        if (!Files.exists(log)) {
            return List.of();
        }
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - TAIL_BYTES));
            var bytes = new byte[(int) Math.min(TAIL_BYTES, file.length())];
            file.readFully(bytes);
            var lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
        } catch (IOException e) {
            return List.of("(" + log + " cannot be read: " + e.getMessage() + ")");
        }
    }
}
