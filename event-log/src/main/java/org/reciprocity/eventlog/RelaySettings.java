package org.reciprocity.eventlog;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a relay needs.
 *
 * @param log the log's short name: {@code ce_source}, and the {@code transactional.id}
 * @param topics the topics this log writes, and no other log
 * @param partitions the number of partitions of a topic that does not exist yet; fixed from then on
 * @param replication the replication factor of a topic that does not exist yet
 * @param chainHeader the header that carries an event's chain, such as {@code ce_community}
 * @param jdbcUrl the database's address
 * @param user the database's user
 * @param password that user's password
 * @param kafka the Kafka client's settings, with {@code bootstrap.servers}
 * @param lease how long a leader may be silent before another takes over
 * @param poll how often to look for events nobody woke it for
 * @param gather how long to let events gather after some were sent: each batch costs a transaction in the database and one
 *     in Kafka, whatever its size. What comes after a quiet time is sent at once
 */
public record RelaySettings(
        String log,
        List<String> topics,
        int partitions,
        short replication,
        String chainHeader,
        String jdbcUrl,
        String user,
        String password,
        Map<String, String> kafka,
        Duration lease,
        Duration poll,
        Duration gather) {}
