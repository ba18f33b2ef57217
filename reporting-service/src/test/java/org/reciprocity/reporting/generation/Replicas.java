package org.reciprocity.reporting.generation;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.reciprocity.backends.Backends;
import org.reciprocity.eventlog.FoldPosition;
import org.reciprocity.eventlog.fold.PositionStore;
import org.reciprocity.reporting.TestLog;
import org.reciprocity.reporting.Wait;
import org.reciprocity.reporting.digest.Digest;
import org.reciprocity.reporting.snapshot.Memories;
import org.reciprocity.reporting.snapshot.Snapshots;

/** Replicas of the keeper over a database and topics of their own. */
final class Replicas implements AutoCloseable {
    final String prefix;
    private final String database;
    private final Optional<String> consumerGroup;

    /** By their heartbeats replicas notice that partitions are shared out anew. */
    static final String HEARTBEAT = "heartbeat.interval.ms";

    static final String OFTEN = "200";

    private static final String INSTALLATION = "/db/reporting/V0161__installation.sql";

    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;
    private final List<GenerationKeeper> keepers = new ArrayList<>();

    Replicas() {
        this(newDatabase(), "", Optional.empty());
        TestLog.create(TestLog.topics(prefix), 3);
    }

    private Replicas(String database, String topicsOf, Optional<String> consumerGroup) {
        this.database = database;
        this.consumerGroup = consumerGroup;
        prefix = topicsOf.isEmpty() ? database + "." : topicsOf;
        pool = pool(database);
    }

    private static String newDatabase() {
        var database = "generations" + UUID.randomUUID().toString().replace("-", "");
        Backends.postgres().createDatabase(database);
        execute(database, script("/db/fold/V0050__position.sql"));
        execute(database, script("/db/reporting/V0100__generation.sql"));
        execute(database, script("/db/reporting/V0110__edition.sql"));
        execute(database, script("/db/reporting/V0151__generation_through.sql"));
        execute(database, script("/db/reporting/V0153__generation_switch.sql"));
        execute(database, script(INSTALLATION));
        return database;
    }

    /** Another installation on the same topics. */
    Replicas another() {
        return new Replicas(newDatabase(), prefix, Optional.empty());
    }

    /** An installation on a copy of this database and on the same topics; replicas here have to be started again. */
    Replicas copy() {
        stop();
        var copy = database + "_copy";
        onServer("create database " + copy + " template " + database);
        return new Replicas(copy, prefix, Optional.of(copy));
    }

    private Pool pool(String database) {
        var postgres = Backends.postgres();
        return PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(2))
                .connectingTo(new PgConnectOptions()
                        .setHost(postgres.host())
                        .setPort(postgres.port())
                        .setUser(postgres.user())
                        .setPassword(postgres.password())
                        .setDatabase(database)
                        .setCachePreparedStatements(true))
                .using(vertx)
                .build();
    }

    private static String script(String name) {
        try (var file = Replicas.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has the database written by the release that came before the one that names groups after installations. */
    void forgetInstallation() {
        execute("drop table installation");
    }

    /** Brings such a database up to the present release. */
    void upgrade() {
        execute(script(INSTALLATION));
    }

    /** The consumer group of a generation, as the database says. */
    String group(long generation) throws SQLException {
        try (var connection = connect()) {
            return Installation.read(connection).group(consumerGroup, generation);
        }
    }

    /** How many members a consumer group has. */
    static int members(String group) throws InterruptedException, ExecutionException {
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", Backends.kafka().bootstrapServers()))) {
            return admin.describeConsumerGroups(List.of(group))
                    .all()
                    .get()
                    .get(group)
                    .members()
                    .size();
        }
    }

    Connection connect() throws SQLException {
        return Backends.postgres().connect(database);
    }

    void execute(String sql) {
        execute(database, sql);
    }

    private static void execute(String database, String sql) {
        try (var connection = Backends.postgres().connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    GenerationKeeper start() {
        return start(2_000_000);
    }

    GenerationKeeper start(long gatherKeys) {
        var keeper = GenerationKeeper.start(settings(gatherKeys));
        keepers.add(keeper);
        return keeper;
    }

    /** A replica of a release with other rules. */
    GenerationKeeper startOfRules(int ruleVersion) {
        var keeper = GenerationKeeper.start(settings(ruleVersion, 2_000_000));
        keepers.add(keeper);
        return keeper;
    }

    KeeperSettings settings(long gatherKeys) {
        return settings(RuleVersion.CURRENT, gatherKeys);
    }

    private KeeperSettings settings(int ruleVersion, long gatherKeys) {
        var postgres = Backends.postgres();
        return settings(
                ruleVersion,
                prefix,
                postgres.jdbcUrl(database),
                postgres.user(),
                postgres.password(),
                Map.of("bootstrap.servers", Backends.kafka().bootstrapServers(), HEARTBEAT, OFTEN),
                consumerGroup,
                gatherKeys,
                Duration.ofMillis(20));
    }

    static KeeperSettings settings(
            int ruleVersion,
            String prefix,
            String jdbcUrl,
            String user,
            String password,
            Map<String, String> kafka,
            Optional<String> consumerGroup,
            long gatherKeys,
            Duration look) {
        return new KeeperSettings(
                ruleVersion,
                TestLog.topics(prefix),
                jdbcUrl,
                user,
                password,
                kafka,
                consumerGroup,
                2,
                Duration.ofMillis(50),
                Duration.ofMillis(30),
                5_000,
                gatherKeys,
                2,
                look,
                Duration.ofMillis(200));
    }

    /** Stops all replicas, and keeps the database as it is. */
    void backUp() {
        stop();
        onServer("create database " + database + "_kept template " + database);
    }

    /** Stops all replicas, and puts the database that was kept in the place of the present one. */
    void restore() {
        stop();
        onServer("drop database " + database + " with (force)");
        onServer("create database " + database + " template " + database + "_kept");
    }

    private void stop() {
        keepers.forEach(GenerationKeeper::close);
        keepers.clear();
        onServer("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + database + "'");
    }

    private static void onServer(String sql) {
        try (var connection = Backends.postgres().connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A replica in a process of its own. */
    KeeperProcess startProcess(long gatherKeys) {
        return KeeperProcess.start(prefix, settings(gatherKeys));
    }

    /** Takes the first two records from the first partition of exchanges. */
    void truncate() throws InterruptedException, ExecutionException {
        truncate(new TopicPartition(prefix + TestLog.EXCHANGES, 0), 2);
    }

    /** Takes the records before an offset from a partition. */
    static void truncate(TopicPartition partition, long first) throws InterruptedException, ExecutionException {
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", Backends.kafka().bootstrapServers()))) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(first)))
                    .all()
                    .get();
        }
    }

    String state(long generation) {
        return text("select state from generation where id = " + generation);
    }

    /** A wanted point; what figures of credit take for the present is today, as for the live generation. */
    static WantedPoint at(LogPoint point) {
        return new WantedPoint(
                point,
                Optional.of(new WantedPoint.Closes(OptionalLong.empty(), LocalDate.now(ZoneId.of("Europe/London")))));
    }

    /** Has a generation folded to a point, and waits until it is not being built any more. */
    long pin(GenerationKeeper keeper, LogPoint point) throws SQLException {
        if (!(keeper.rebuild(at(point)) instanceof Asked.Begun(long id))) {
            throw new AssertionError("It has not begun");
        }
        Wait.until(() -> !state(id).equals("building"));
        return id;
    }

    /** Begins a generation to a point, which nobody folds before a replica is there. */
    long begin(LogPoint point) throws SQLException {
        var settings = settings(200);
        try (var own = new KeeperDatabase(settings);
                var topics = new LogTopics(settings.topics(), settings.kafka())) {
            if (!(new PinnedGenerations(settings, own, topics).begin(at(point)) instanceof Asked.Begun(long id))) {
                throw new AssertionError("It has not begun");
            }
            return id;
        }
    }

    /** Begins a generation that is to go live, up to the ends of the log at present; nobody folds it before a replica is there. */
    long begin() throws SQLException {
        var settings = settings(200);
        try (var topics = new LogTopics(settings.topics(), settings.kafka());
                var connection = connect()) {
            connection.setAutoCommit(false);
            var described = topics.describe();
            long id = GenerationStore.create(
                    connection,
                    settings.ruleVersion(),
                    described,
                    topics.ends(LogTopics.partitions(described)),
                    Optional.empty());
            connection.commit();
            return id;
        }
    }

    /** Moves the end up to which a generation is built to that of the log at present. */
    void aimAtTheEnds(long generation) throws SQLException {
        var settings = settings(200);
        try (var topics = new LogTopics(settings.topics(), settings.kafka());
                var connection = connect()) {
            connection.setAutoCommit(false);
            GenerationStore.setTarget(connection, generation, topics.ends(LogTopics.partitions(topics.describe())));
            connection.commit();
        }
    }

    /** Holds what a statement locks, until it is closed. */
    Connection hold(String statement) throws SQLException {
        var connection = connect();
        connection.setAutoCommit(false);
        try (var locking = connection.createStatement()) {
            locking.execute(statement);
        }
        return connection;
    }

    /** Holds a generation in its state until it is closed: it can be folded, but not finished. */
    Connection holdUnfinished(long generation) throws SQLException {
        return hold("select 1 from generation where id = " + generation + " for share");
    }

    /** Holds a table of a generation until it is closed: what writes to it stands still in the middle of its transaction. */
    Connection holdTable(long generation, String table) throws SQLException {
        return hold("lock table g%d.%s in exclusive mode".formatted(generation, table));
    }

    /** How many transactions wait to lock a table of a generation in a mode. */
    int waiting(long generation, String table, String mode) {
        return Integer.parseInt(text("select count(*) from pg_locks where not granted and mode = '%s'".formatted(mode)
                + " and relation = 'g%d.%s'::regclass".formatted(generation, table)));
    }

    /** Whether the tables of a generation are there. */
    boolean hasTables(long generation) {
        return !text("select to_regnamespace('g%d')".formatted(generation) + "::text")
                .isEmpty();
    }

    /** The point of the log that a generation is at. */
    LogPoint point(long generation) throws SQLException {
        try (var connection = connect()) {
            var marks = new TreeMap<TopicPartition, TreeMap<String, Long>>(LogPoint.ORDER);
            PositionStore.read(connection, generation).forEach((partition, stored) -> {
                var writers = new TreeMap<String, Long>();
                stored.marks().forEach((writer, mark) -> writers.put(writer, mark.highest()));
                marks.put(partition, writers);
            });
            return LogPoint.of(marks);
        }
    }

    /** How many generations there have been. */
    String count() {
        return text("select count(*) from generation");
    }

    /** Every position of a generation, in one text. */
    String positions(long generation) {
        return text("select string_agg(p.topic || p.partition || ':' || p.next_offset, ' ' order by topic, partition)"
                + " from position p where generation = " + generation);
    }

    String reason(long generation) {
        return text("select reason from generation where id = " + generation);
    }

    private String text(String query) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next() ? Objects.requireNonNullElse(rows.getString(1), "") : "";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a generation has everything that is in the topics. */
    boolean isAtTheEnds(GenerationKeeper keeper, long generation) throws SQLException {
        try (var connection = connect()) {
            Map<TopicPartition, PositionStore.Stored> positions = PositionStore.read(connection, generation);
            var ends = keeper.topics().ends(positions.keySet());
            return !positions.isEmpty()
                    && positions.entrySet().stream()
                            .allMatch(position -> position.getValue().next() >= ends.get(position.getKey()));
        }
    }

    /** How many records a generation has folded. */
    long records(long generation) throws SQLException {
        try (var connection = connect()) {
            return PositionStore.read(connection, generation).values().stream()
                    .flatMap(position -> position.marks().values().stream())
                    .mapToLong(FoldPosition.Mark::records)
                    .sum();
        }
    }

    /** Every line that goes into a generation's digest. */
    List<String> lines(long generation) {
        return lines(generation, new Snapshots(pool));
    }

    /** Snapshots that remember pairs in a memory. */
    Snapshots snapshots(Memories memories) {
        return new Snapshots(pool, memories);
    }

    /** The same, read through these snapshots. */
    List<String> lines(long generation, Snapshots snapshots) {
        var lines = new ArrayList<String>();
        Uni<Digest> digest = snapshots.of(generation, snapshot -> Digest.of(snapshot, lines::add));
        digest.await().atMost(Duration.ofSeconds(60));
        return lines;
    }

    @Override
    public void close() {
        keepers.forEach(GenerationKeeper::close);
        pool.closeAndAwait();
        vertx.closeAndAwait();
    }
}
