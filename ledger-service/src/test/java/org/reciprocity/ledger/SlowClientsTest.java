package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.post;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Clients that hold connections without getting on: others are served as ever. */
@LedgerTest
class SlowClientsTest {
    /** So many send their headers slowly, for as long as they like; and as many their bodies, until they are hung up on. */
    private static final int EACH = 150;

    @Test
    void servesOthersWhileTwoThousandConnectionsLieIdle() throws IOException {
        try (var idle = new Crowd()) {
            for (int i = 0; i < 2000; i++) {
                idle.join("");
            }
            othersAreServed();
        }
    }

    /** They were served once, and keep their connection. */
    @Test
    void servesOthersWhileTwoThousandConnectionsLieIdleThatWereServedBefore() throws IOException {
        try (var idle = new Crowd()) {
            for (int i = 0; i < 2000; i++) {
                var socket = idle.join("GET /q/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
                var status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
                assertEquals("HTTP/1.1 200", status);
            }
            othersAreServed();
        }
    }

    @Test
    void servesOthersWhileHeadersAndBodiesTrickle() throws IOException {
        var town = Town.founded();
        try (var slow = new Crowd()) {
            for (int i = 0; i < EACH; i++) {
                slow.join("POST /exchanges HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
                slow.join("POST /exchanges HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Authorization: Bearer " + town.leadToken + "\r\nContent-Length: 100000\r\n\r\n{");
            }
            var trickling = slow.trickle();
            othersAreServed();
            assertTrue(trickling.get() > 0, "nothing trickled");
            assertTrue(
                    slow.held() >= EACH, () -> "only " + slow.held() + " slow ones were left while others were served");
        }
    }

    @Test
    void hangsUpOnABodyThatDoesNotArriveInTime() throws IOException {
        var town = Town.founded();
        try (var slow = new Crowd()) {
            var socket = slow.join("POST /exchanges HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Authorization: Bearer " + town.leadToken + "\r\nContent-Length: 100000\r\n\r\n{");
            slow.trickle();
            socket.setSoTimeout((int) Duration.ofSeconds(60).toMillis());
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
            assertTrue(answer.contains("application/problem+json"), answer);
            assertTrue(answer.contains("/problems/too-slow"), answer);
            Refusals.met("too-slow");
        }
    }

    private static void othersAreServed() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        var statuses = AtOnce.run(IntStream.range(0, 40)
                .<Callable<Integer>>mapToObj(i -> () -> post("/exchanges", town.leadToken, town.service(a, b, 1))
                        .statusCode())
                .toList());
        assertEquals(List.of(201), statuses.stream().distinct().toList());
        assertEquals(200, given().get("/q/health/ready").statusCode());
    }

    /** Connections that are held open. */
    private static final class Crowd implements AutoCloseable {
        private final List<Socket> sockets = new CopyOnWriteArrayList<>();
        private final AtomicInteger trickled = new AtomicInteger();
        private volatile boolean over;

        Socket join(String begin) throws IOException {
            var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
            sockets.add(socket);
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(begin.getBytes(StandardCharsets.US_ASCII));
            return socket;
        }

        /** Sends a byte now and then on every connection, and counts them, until the crowd is closed. */
        AtomicInteger trickle() {
            Thread.ofVirtual().start(() -> {
                while (!over) {
                    LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
                    sockets.removeIf(this::hungUp);
                }
            });
            return trickled;
        }

        int held() {
            return sockets.size();
        }

        private boolean hungUp(Socket socket) {
            try {
                socket.getOutputStream().write('x');
                trickled.incrementAndGet();
                return false;
            } catch (IOException gone) {
                return true;
            }
        }

        @Override
        public void close() {
            over = true;
            for (var socket : sockets) {
                try {
                    socket.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
