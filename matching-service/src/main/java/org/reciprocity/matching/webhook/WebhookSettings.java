package org.reciprocity.matching.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where reminders may be sent, and at which pace. */
@ConfigMapping(prefix = "reciprocity.webhook")
public interface WebhookSettings {

    /** Whether an address may be of this machine or of a private network. */
    @WithDefault("false")
    boolean allowPrivate();

    /** Whether an address may be {@code http}. */
    @WithDefault("false")
    boolean allowHttp();

    /** How often each replica looks for reminders to send. */
    @WithDefault("5s")
    Duration every();

    /** How long a receiver may take to answer. */
    @WithDefault("10s")
    Duration patience();

    /** How long to wait after the first failure; twice as long after each further one, up to six hours. */
    @WithDefault("1m")
    Duration backOff();

    /** After so many failures a reminder is given up. */
    @WithDefault("12")
    int attempts();
}
