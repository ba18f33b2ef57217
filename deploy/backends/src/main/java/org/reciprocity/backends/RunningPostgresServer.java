package org.reciprocity.backends;

/** A PostgreSQL that somebody else in this JVM started and will stop. */
record RunningPostgresServer(String host, int port, String user, String password) implements PostgresServer {

    /** How to reach a server, in one text. */
    static String address(PostgresServer server) {
        return String.join("\n", server.host(), String.valueOf(server.port()), server.user(), server.password());
    }

    /** The server at such an address. */
    static RunningPostgresServer at(String address) {
        var parts = address.split("\n", -1);
        return new RunningPostgresServer(parts[0], Integer.parseInt(parts[1]), parts[2], parts[3]);
    }

    @Override
    public void close() {
        // It is not ours.
    }
}
