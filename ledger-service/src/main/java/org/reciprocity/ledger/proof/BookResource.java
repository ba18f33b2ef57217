package org.reciprocity.ledger.proof;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.security.Roles;

/** A community's whole book over HTTP, in the words of others. */
@Path("/communities/{id}")
@Tag(name = "Proof")
public class BookResource {
    /** Said in a header of its own: items of a stream of JSON would be written as JSON texts. */
    private static final String JSON_LD = "application/ld+json";

    private static final String ANY_APPLICATION = "application/*";

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
                    + " minutes, as known when it begins. Role steward, of the lead agency, or operator. The last line begins"
                    + " with \"; The end\": where it is missing, something is.")
    @APIResponse(
            responseCode = "200",
            description = "The journal",
            content = @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = SchemaType.STRING)))
    public RestMulti<String> journal(@PathParam("id") String id) {
        return told(id, new Journal()).build();
    }

    @GET
    @Path("valueflows")
    @Produces(ANY_APPLICATION)
    @RolesAllowed({Roles.STEWARD, Roles.OPERATOR})
    @Operation(
            summary = "Export a community's book as ValueFlows",
            description = "JSON-LD: agents, accounts as economic resources, exchanges as agreements, and the economic"
                    + " events that realize or correct them, in minutes, as known when it begins. Role steward, of the lead"
                    + " agency, or operator.")
    @APIResponse(
            responseCode = "200",
            description = "The book",
            content = @Content(mediaType = JSON_LD, schema = @Schema(type = SchemaType.OBJECT)))
    public RestMulti<String> valueFlows(@PathParam("id") String id) {
        return told(id, new ValueFlows())
                .header(HttpHeaders.CONTENT_TYPE, JSON_LD)
                .build();
    }

    private RestMulti.SyncRestMulti.Builder<String> told(String id, Chronicle.Telling telling) {
        return RestMulti.fromMultiData(chronicle.tell(incoming.caller(), Ids.path(id, "community"), telling));
    }
}
