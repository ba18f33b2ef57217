package org.reciprocity.reporting.generation;

import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.reciprocity.eventlog.fold.Connections;

/**
 * What the keeper needs.
 *
 * @param ruleVersion the rules this replica folds by
 * @param topics the topics to fold
 * @param jdbcUrl the database's address
 * @param user the database's user
 * @param password that user's password
 * @param kafka the Kafka client's settings, with {@code bootstrap.servers}
 * @param consumerGroup what the names of consumer groups begin with; none: as the database says ({@link Installation})
 * @param consumers how many consumer threads a generation has here
 * @param fetchWait how long the broker may hold back a few records, so that a trickle arrives in few polls
 * @param flushInterval how far apart writes are
 * @param flushKeys how many keys may wait in memory
 * @param gatherKeys how many keys a rebuild holds in memory
 * @param mostPinned how many generations may be folded to a point of the log at a time
 * @param look how often to look at the generations
 * @param describe how often to look whether the topics are still those that are folded, and whole
 */
public record KeeperSettings(
        int ruleVersion,
        Set<String> topics,
        String jdbcUrl,
        String user,
        String password,
        Map<String, String> kafka,
        Optional<String> consumerGroup,
        int consumers,
        Duration fetchWait,
        Duration flushInterval,
        long flushKeys,
        long gatherKeys,
        int mostPinned,
        Duration look,
        Duration describe) {

    /** Connections with a search path. */
    Connections database(String searchPath) {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("currentSchema", searchPath);
        properties.setProperty("ApplicationName", "reporting");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "5");
        return () -> DriverManager.getConnection(jdbcUrl, properties);
    }
}
