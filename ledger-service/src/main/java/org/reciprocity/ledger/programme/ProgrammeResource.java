package org.reciprocity.ledger.programme;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Fields;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;

/** Programmes over HTTP. */
@Path("/programmes")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD})
@Tag(name = "Programmes", description = "An agency's schemes in a community")
public class ProgrammeResource {
    private static final String BY = "professionals|both|users";
    private static final String BY_IS = "professionals, both or users";

    private final ProgrammeService service;
    private final Requests requests;
    private final Incoming incoming;

    ProgrammeResource(ProgrammeService service, Requests requests, Incoming incoming) {
        this.service = service;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** A programme to open. */
    @Schema(
            name = "NewProgramme",
            examples = "{\"communityId\":\"0198f000-0000-7000-8000-000000000010\",\"code\":\"befriending\","
                    + "\"name\":\"Befriending\",\"design\":\"both\",\"delivery\":\"users\",\"risk\":\"low\"}")
    public record NewProgramme(
            @Schema(description = "Your own id for it; given by the service when left out")
            UUID id,

            @NotNull UUID communityId,

            @NotNull @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String code,

            @NotNull @Pattern(regexp = Fields.NAME, message = Fields.NAME_IS)
            String name,

            @Schema(
                    description = "Who plans it",
                    enumeration = {"professionals", "both", "users"})
            @NotNull
            @Pattern(regexp = BY, message = BY_IS)
            String design,

            @Schema(
                    description = "Who carries it out",
                    enumeration = {"professionals", "both", "users"})
            @NotNull
            @Pattern(regexp = BY, message = BY_IS)
            String delivery,

            @Schema(description = "Whether its hours move credit", defaultValue = "true")
            Boolean earnsCredit,

            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String setting,

            @Schema(enumeration = {"low", "medium", "high"})
            @NotNull
            @Pattern(regexp = "low|medium|high", message = "low, medium or high")
            String risk,

            @Schema(description = "Your own reference, unique among your programmes for ever; never published")
            @Pattern(regexp = Fields.REFERENCE, message = Fields.REFERENCE_IS)
            String externalRef) {}

    /** A programme. */
    @Schema(name = "Programme")
    public record ProgrammeView(
            UUID id,
            UUID communityId,
            UUID agencyId,
            String code,
            String name,
            String design,
            String delivery,
            boolean earnsCredit,
            String setting,
            String risk,
            Instant recordedAt,
            long version) {}

    @POST
    @RolesAllowed({Roles.BROKER, Roles.STEWARD})
    @Operation(summary = "Open a programme", description = "It belongs to your agency. Role broker or steward.")
    @APIResponseSchema(value = ProgrammeView.class, responseCode = "201")
    public Uni<Response> open(@NotNull @Valid NewProgramme body) {
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.open(write, call.caller(), body));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Show a programme", description = "For all agencies of its community.")
    @APIResponseSchema(ProgrammeView.class)
    public Uni<Response> show(@PathParam("id") String id) {
        var programme = Ids.path(id, "programme");
        var caller = incoming.caller();
        return requests.query(read -> service.find(read, caller, programme).map(Answer::response));
    }

    @GET
    @Operation(summary = "List a community's programmes", description = "Newest first; Link leads to the next page.")
    public Uni<Response> list(
            @QueryParam("communityId") String communityId,
            @QueryParam("agencyId") String agencyId,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit) {
        var community = Ids.required(communityId, "communityId");
        var agency = Ids.query(agencyId, "agencyId");
        var page = Page.of(cursor, limit);
        var caller = incoming.caller();
        var filters = new LinkedHashMap<String, Object>();
        filters.put("communityId", community);
        filters.put("agencyId", agency);
        return requests.query(read -> service.list(read, caller, community, agency, page)
                .map(rows -> page.response(rows, ProgrammeService::view, row -> row.number, "/programmes", filters)));
    }
}
