package org.reciprocity.local.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One connection to a service that stays open, one request at a time. It does as little as can be done, since what drives a
 * service on the same machine takes from what it measures.
 */
final class Wire implements AutoCloseable {
    private static final String LENGTH = "content-length:";
    private static final String ENCODING = "transfer-encoding:";

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String head;
    private final byte[] buffer = new byte[16 * 1024];
    private int at;
    private int have;

    /**
     * Connects.
     *
     * @param headers sent with every request, each with its line end
     */
    Wire(URI address, String headers) throws IOException {
        socket = new Socket(address.getHost(), address.getPort());
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
        out = socket.getOutputStream();
        head = "Host: " + address.getAuthority() + "\r\n" + headers;
    }

    /** An answer. */
    record Answer(int status, String body) {}

    /** Posts JSON under a key. */
    Answer post(String path, String key, byte[] body) throws IOException {
        var request = "POST " + path + " HTTP/1.1\r\n" + head + "Idempotency-Key: " + key
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n";
        var bytes = request.getBytes(StandardCharsets.ISO_8859_1);
        var whole = new byte[bytes.length + body.length];
        System.arraycopy(bytes, 0, whole, 0, bytes.length);
        System.arraycopy(body, 0, whole, bytes.length, body.length);
        out.write(whole);
        return answer();
    }

    /** Gets. */
    Answer get(String path) throws IOException {
        out.write(("GET " + path + " HTTP/1.1\r\n" + head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return answer();
    }

    private Answer answer() throws IOException {
        int status = Integer.parseInt(line().substring(9, 12));
        int length = -1;
        boolean chunked = false;
        for (var line = line(); !line.isEmpty(); line = line()) {
            var header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith(LENGTH)) {
                length = Integer.parseInt(header.substring(LENGTH.length()).strip());
            }
            chunked |= header.startsWith(ENCODING) && header.endsWith("chunked");
        }
        var body = new ByteArrayOutputStream(Math.max(length, 1024));
        if (chunked) {
            for (int size = chunk(); size > 0; size = chunk()) {
                take(body, size);
                line();
            }
            line();
        } else if (length >= 0) {
            take(body, length);
        } else {
            throw new IOException("An answer does not say how long it is");
        }
        return new Answer(status, body.toString(StandardCharsets.UTF_8));
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private void take(ByteArrayOutputStream body, int length) throws IOException {
        for (int left = length; left > 0; ) {
            fill();
            int now = Math.min(left, have - at);
            body.write(buffer, at, now);
            at += now;
            left -= now;
        }
    }

    /** The next line, without its end. */
    private String line() throws IOException {
        var line = new StringBuilder(64);
        while (true) {
            fill();
            char read = (char) (buffer[at++] & 0xff);
            if (read == '\n') {
                return line.toString();
            }
            if (read != '\r') {
                line.append(read);
            }
        }
    }

    private void fill() throws IOException {
        if (at == have) {
            at = 0;
            have = in.read(buffer);
            if (have < 0) {
                throw new IOException("The service closed the connection");
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
