package org.reciprocity.matching.person;

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
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.matching.http.Callers;
import org.reciprocity.matching.http.Ids;
import org.reciprocity.matching.http.Json;

/** {@code /participants/{id}/record}: all that this service holds of a person, as one document that is written as it is read. */
@Path("/participants/{id}/record")
@Tag(name = "Persons", description = "What is held of a person")
@RolesAllowed("steward")
@Produces(MediaType.APPLICATION_JSON)
public class RecordResource {
    private final RecordReading records;
    private final Callers callers;

    RecordResource(RecordReading records, Callers callers) {
        this.records = records;
        this.callers = callers;
    }

    /** Shows the record. */
    @GET
    @RunOnVirtualThread
    @Operation(
            operationId = "getRecord",
            summary = "Show all that is held of a person here",
            description =
                    "By a steward of the agency that registered the participant, or of the lead. Offers, requests,"
                            + " proposals, sessions, calendars and reminders, with the events that tell of them, and what the ledger"
                            + " told of the participant. Of the other side of a proposal it tells what that side lets them know."
                            + " The ledger has a record of its own at the same path.")
    @APIResponse(responseCode = "200", description = "All that is held here")
    public Response show(@PathParam("id") String id) {
        var caller = callers.ofAgency();
        var participant = Ids.inPath(id);
        var community = records.community(caller, participant);
        var head = "{\"asOf\":" + Json.write(Instant.now()) + ",\"participant\":"
                + records.participant(community, participant);
        return Response.ok((StreamingOutput) out -> {
                    try (var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
                        writer.write(head);
                        records.write(writer, community, participant);
                        writer.write("}");
                    }
                })
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
