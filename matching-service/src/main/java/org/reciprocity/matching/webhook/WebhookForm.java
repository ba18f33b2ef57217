package org.reciprocity.matching.webhook;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body of {@code PUT /webhook}.
 *
 * @param url where the agency takes reminders
 */
@Schema(name = "NewWebhook")
public record WebhookForm(
        @NotNull(message = "must be given") String url) {}
