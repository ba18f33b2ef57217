package org.reciprocity.eventlog;

import java.util.Optional;

/**
 * How a relay stands.
 *
 * @param log the log's short name
 * @param leading whether this relay leads
 * @param sequence the highest sequence given, as this relay knows it
 * @param sent the highest sequence that Kafka acknowledged, as this relay knows it
 * @param backlog events committed and not yet acknowledged by Kafka
 * @param backlogSeconds the age of the oldest of them
 * @param halted why the log is halted or stopped, if it is; see {@link Relay}
 */
public record RelayStatus(
        String log,
        boolean leading,
        long sequence,
        long sent,
        long backlog,
        double backlogSeconds,
        Optional<String> halted) {}
