package org.reciprocity.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A way to a server that can be cut, or hold back all that is sent, and be mended again. */
final class Cable implements AutoCloseable {
    private final ServerSocket listener;
    private final String host;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition mended = lock.newCondition();
    private volatile boolean cut;
    private volatile boolean held;

    Cable(String host, int port) {
        this.host = host;
        this.port = port;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Breaks every connection, and every new one at once. */
    void cut() {
        cut = true;
        sockets.forEach(Cable::close);
    }

    /** Closes nothing, takes new connections too, and lets nothing through in either direction. */
    void hold() {
        held = true;
    }

    /** Lets through what was held back, too. */
    void mend() {
        lock.lock();
        try {
            cut = false;
            held = false;
            mended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void waitWhileHeld() {
        lock.lock();
        try {
            while (held && !listener.isClosed()) {
                mended.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var near = listener.accept();
                sockets.add(near);
                if (cut) {
                    close(near);
                } else {
                    var far = new Socket(host, port);
                    near.setTcpNoDelay(true);
                    far.setTcpNoDelay(true);
                    sockets.add(far);
                    Thread.ofVirtual().start(() -> pass(near, far));
                    Thread.ofVirtual().start(() -> pass(far, near));
                }
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** Until either end is closed, which closes the other. */
    private void pass(Socket from, Socket to) {
        try (from;
                to) {
            var buffer = new byte[8192];
            int read = from.getInputStream().read(buffer);
            while (read >= 0) {
                waitWhileHeld();
                to.getOutputStream().write(buffer, 0, read);
                read = from.getInputStream().read(buffer);
            }
        } catch (IOException cutOff) {
            // This is how a cable ends.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
        mend();
    }
}
