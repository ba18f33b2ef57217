package org.reciprocity.ledger.person;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Json;
import org.reciprocity.ledger.request.LongReads;
import org.reciprocity.ledger.security.Roles;

/**
 * The record of a person over HTTP: all that is held of them in this service, as one document. It is written as it is read, some hundred
 * entries at a time, so that it may be as long as it is.
 */
@Path("/participants/{id}/record")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Persons")
public class RecordResource {
    private static final int PAGE = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LongReads reads;
    private final DetailsService details;
    private final Incoming incoming;

    RecordResource(LongReads reads, DetailsService details, Incoming incoming) {
        this.reads = reads;
        this.details = details;
        this.incoming = incoming;
    }

    @GET
    @RunOnVirtualThread
    @RolesAllowed(Roles.STEWARD)
    @Operation(
            summary = "Show all that is held of a person here",
            description = "By a steward of the agency that registered the participant, or of the lead. The participant,"
                    + " personal details decrypted, accounts and what moved on them, enrolments, exchanges, what they did"
                    + " about others by their own token or as a supporter, transfers, cases, measures, service use and follow-ups, each with the events that tell of it; of every agency, and with the"
                    + " references of agencies. Matching has a record of its own at the same path.")
    public Response show(@PathParam("id") String id) {
        var participant = Ids.path(id, "participant");
        var caller = incoming.caller();
        var thing = reads.read(sql -> Access.participant(sql, caller, participant));
        if (!thing.agency().equals(caller.agency()) && !thing.lead().equals(caller.agency())) {
            throw Problem.of(
                            ProblemType.NOT_YOURS,
                            "The agency that registered the participant, or the lead, does this.")
                    .exception();
        }
        var itself = reads.read(sql -> sql.select(RecordSections.PARTICIPANT, thing.community(), participant));
        var known = reads.read(sql -> DetailsService.stored(sql, thing.community(), participant))
                .map(stored -> details.open(stored).await().atMost(PATIENCE))
                .orElseGet(() -> new DetailsResource.DetailsView(participant, null, null, null, 0));
        var head = "{\"asOf\":" + Json.write(Instant.now()) + ",\"participant\":" + itself.getFirst()[0]
                + ",\"personalDetails\":" + Json.write(known);
        return Response.ok((StreamingOutput) out -> {
                    try (var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
                        writer.write(head);
                        for (var section : RecordSections.ALL) {
                            write(writer, section, thing.community(), participant);
                        }
                        writer.write("}");
                    }
                })
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private void write(Writer writer, RecordSections.Section section, UUID community, UUID participant)
            throws IOException {
        writer.write(",\"" + section.name() + "\":[");
        String after = null;
        boolean first = true;
        while (true) {
            var cursor = after;
            var page = reads.read(sql -> sql.select(section.page(), community, participant, cursor, PAGE));
            for (var row : page) {
                writer.write(first ? "" : ",");
                writer.write((String) row[1]);
                first = false;
            }
            if (page.size() < PAGE) {
                break;
            }
            after = (String) page.getLast()[0];
        }
        writer.write("]");
    }
}
