package org.reciprocity.ledger.log;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.security.Roles;

/** How the event log stands, over HTTP. */
@Path("/log")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Log", description = "The event log and its way to Kafka")
public class LogResource {
    private final LedgerLog log;

    LogResource(LedgerLog log) {
        this.log = log;
    }

    /** How the log stands. */
    @Schema(name = "Log")
    public record LogView(
            @Schema(description = "Its short name") String log,

            @Schema(description = "The highest sequence given")
            long sequence,

            @Schema(description = "The highest sequence that Kafka has acknowledged")
            long sent,

            @Schema(description = "Events committed and not yet acknowledged by Kafka")
            long backlog,

            @Schema(description = "The age of the oldest of them")
            double backlogSeconds,

            @Schema(description = "Whether this replica leads")
            boolean leading,

            @Schema(description = "Why nothing is taken any more; absent while all is well")
            String halted) {}

    @GET
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Show how the event log stands", description = "Role operator.")
    public LogView show() {
        var status = log.status();
        return new LogView(
                status.log(),
                status.sequence(),
                status.sent(),
                status.backlog(),
                status.backlogSeconds(),
                status.leading(),
                status.halted().orElse(null));
    }
}
