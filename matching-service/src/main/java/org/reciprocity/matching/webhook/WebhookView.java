package org.reciprocity.matching.webhook;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Where an agency takes reminders.
 *
 * @param url the address, or null where there is none
 * @param secret the key of the signatures; shown once, when the address is set
 * @param waiting reminders that wait to be delivered
 * @param deliveredAt when one was delivered last, or null
 * @param failedAt when one failed last, or null
 * @param givenUp reminders that were given up
 * @param version how often it was set
 */
@Schema(name = "Webhook")
public record WebhookView(
        String url, String secret, long waiting, Instant deliveredAt, Instant failedAt, long givenUp, long version) {}
