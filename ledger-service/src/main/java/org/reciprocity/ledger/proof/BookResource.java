package org.reciprocity.ledger.proof;

import com.fasterxml.jackson.databind.util.RawValue;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Parameters;
import org.reciprocity.ledger.security.Roles;

/** A community's whole book over HTTP, in the words of others. */
@Path("/communities/{id}")
@Tag(name = "Proof")
public class BookResource {
    private static final String JSON_LD = "application/ld+json";
    private static final String FROM_IS =
            "Only what occurred then or later, such as 2026-04-01T00:00:00+01:00; from the beginning when left out";
    private static final String TO_IS = "Only what occurred before that; to the end when left out";

    private final Chronicle chronicle;
    private final Incoming incoming;

    BookResource(Chronicle chronicle, Incoming incoming) {
        this.chronicle = chronicle;
        this.incoming = incoming;
    }

    @GET
    @Path("journal")
    @Produces(MediaType.TEXT_PLAIN)
    @RolesAllowed({Roles.STEWARD, Roles.OPERATOR})
    @Operation(
            summary = "Export a community's book as a plain-text journal",
            description = "For hledger and its kin: every account, every exchange that settled and every reversal, in"
                    + " minutes, as known when it begins. Of a period, those that occurred in it, after what all before comes"
                    + " to (opening balances). Role steward, of the lead agency, or operator. The last line begins"
                    + " with \"; The end\": where it is missing, something is.")
    @APIResponse(
            responseCode = "200",
            description = "The journal",
            content = @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = SchemaType.STRING)))
    public RestMulti<String> journal(
            @PathParam("id") String id,
            @Parameter(description = FROM_IS) @QueryParam("from") String from,
            @Parameter(description = TO_IS) @QueryParam("to") String to) {
        return RestMulti.fromMultiData(told(id, from, to, new Journal())).build();
    }

    @GET
    @Path("valueflows")
    @Produces(JSON_LD)
    @RolesAllowed({Roles.STEWARD, Roles.OPERATOR})
    @Operation(
            summary = "Export a community's book as ValueFlows",
            description = "JSON-LD: agents, accounts as economic resources, exchanges as agreements, and the economic"
                    + " events that realize or correct them, in minutes, as known when it begins; of a period, those that"
                    + " occurred in it. Role steward, of the lead"
                    + " agency, or operator.")
    @APIResponse(
            responseCode = "200",
            description = "The book",
            content = @Content(mediaType = JSON_LD, schema = @Schema(type = SchemaType.OBJECT)))
    public RestMulti<RawValue> valueFlows(
            @PathParam("id") String id,
            @Parameter(description = FROM_IS) @QueryParam("from") String from,
            @Parameter(description = TO_IS) @QueryParam("to") String to) {
        // As they are: a text would be written as a JSON text.
        return RestMulti.fromMultiData(told(id, from, to, new ValueFlows()).map(RawValue::new))
                .encodeAsJsonArray(false)
                .build();
    }

    private Multi<String> told(String id, String from, String to, Chronicle.Telling telling) {
        var community = Ids.path(id, "community");
        var period = new Chronicle.Period(Parameters.time(from, "from"), Parameters.time(to, "to"));
        return chronicle.tell(incoming.caller(), community, period, telling);
    }
}
