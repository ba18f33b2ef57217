package org.reciprocity.matching.operations;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.matching.http.Answer;
import org.reciprocity.matching.log.MatchesLog;

/** {@code /log}: how the log of matches stands on its way to Kafka. */
@Path("/log")
@Tag(name = "Operations")
@RolesAllowed("operator")
@Produces(MediaType.APPLICATION_JSON)
public class LogResource {
    private final MatchesLog log;

    LogResource(MatchesLog log) {
        this.log = log;
    }

    /** How it stands. */
    @GET
    @Operation(operationId = "getLog", summary = "The log of matches and its relay to Kafka")
    @APIResponse(
            responseCode = "200",
            description = "How it stands",
            content = @Content(schema = @Schema(implementation = LogView.class)))
    public Response get() {
        var status = log.status();
        return Answer.ok(new LogView(
                        status.log(),
                        status.sequence(),
                        status.sent(),
                        status.backlog(),
                        status.backlogSeconds(),
                        status.leading(),
                        status.halted().orElse(null)))
                .toResponse();
    }

    /**
     * How the log stands.
     *
     * @param log its short name
     * @param sequence the highest sequence given
     * @param sent the highest sequence that Kafka acknowledged
     * @param backlog events committed and not acknowledged yet
     * @param backlogSeconds the age of the oldest of them
     * @param leading whether this replica's relay leads
     * @param halted why nothing goes on, or null
     */
    @Schema(name = "Log")
    public record LogView(
            String log,
            long sequence,
            long sent,
            long backlog,
            double backlogSeconds,
            boolean leading,
            String halted) {}
}
