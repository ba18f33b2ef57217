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

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String head;
    private byte[] buffer = new byte[16 * 1024];

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

    private Answer answer() throws IOException {
        int have = 0;
        int end;
        while ((end = endOfHead(have)) < 0) {
            if (have == buffer.length) {
                throw new IOException("An answer's head has no end");
            }
            have += some(have, buffer.length - have);
        }
        var answerHead = new String(buffer, 0, end, StandardCharsets.ISO_8859_1);
        int status = Integer.parseInt(answerHead.substring(9, 12));
        int length = length(answerHead);
        int from = end + 4;
        var body = new ByteArrayOutputStream(length);
        body.write(buffer, from, Math.min(length, have - from));
        while (body.size() < length) {
            int read = some(0, Math.min(buffer.length, length - body.size()));
            body.write(buffer, 0, read);
        }
        return new Answer(status, body.toString(StandardCharsets.UTF_8));
    }

    private int some(int offset, int most) throws IOException {
        int read = in.read(buffer, offset, most);
        if (read < 0) {
            throw new IOException("The service closed the connection");
        }
        return read;
    }

    private int endOfHead(int have) {
        for (int i = 3; i < have; i++) {
            if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n' && buffer[i - 3] == '\r') {
                return i - 3;
            }
        }
        return -1;
    }

    private static int length(String head) throws IOException {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(LENGTH))
                .mapToInt(
                        line -> Integer.parseInt(line.substring(LENGTH.length()).strip()))
                .findFirst()
                .orElseThrow(() -> new IOException("An answer does not say how long it is: " + head));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
