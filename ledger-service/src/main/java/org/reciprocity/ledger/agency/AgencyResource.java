package org.reciprocity.ledger.agency;

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
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Fields;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;

/** Agencies over HTTP. */
@Path("/agencies")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Agencies", description = "The organisations that run, join and pay for communities")
public class AgencyResource {
    private final AgencyService service;
    private final Requests requests;
    private final Incoming incoming;

    AgencyResource(AgencyService service, Requests requests, Incoming incoming) {
        this.service = service;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** An agency to register. */
    @Schema(name = "NewAgency", examples = "{\"code\":\"taff-housing\",\"name\":\"Taff Housing Association\"}")
    public record NewAgency(
            @Schema(description = "Your own id for it; given by the service when left out")
            UUID id,

            @NotNull @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String code,

            @NotNull @Pattern(regexp = Fields.NAME, message = Fields.NAME_IS)
            String name,

            @Schema(
                    description =
                            "Your own reference, unique among the agencies you registered for ever; never published")
            @Pattern(regexp = Fields.REFERENCE, message = Fields.REFERENCE_IS)
            String externalRef) {}

    /** An agency. */
    @Schema(name = "Agency")
    public record AgencyView(
            UUID id,
            String code,
            String name,

            @Schema(description = "Your own reference, where it is shown or listed; absent of what others registered")
            String externalRef,

            Instant recordedAt,
            long version) {}

    @POST
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Register an agency", description = "Role operator.")
    @APIResponseSchema(value = AgencyView.class, responseCode = "201")
    public Uni<Response> register(@NotNull @Valid NewAgency body) {
        var call = incoming.call(body);
        return requests.command(call, write -> service.register(write, call.caller(), body));
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD, Roles.OPERATOR})
    @Operation(summary = "Show an agency", description = "Your own, or one you share a community with.")
    @APIResponseSchema(AgencyView.class)
    public Uni<Response> show(@PathParam("id") String id) {
        var agency = Ids.path(id, "agency");
        var caller = incoming.caller();
        return requests.query(read -> service.find(read, caller, agency).map(Answer::response));
    }

    @GET
    @RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD, Roles.OPERATOR})
    @Operation(
            summary = "List the agencies you may see",
            description =
                    "Your own and those you share a community with; an operator sees all. Newest first; Link leads to the"
                            + " next page.")
    public Uni<Response> list(@QueryParam("cursor") String cursor, @QueryParam("limit") String limit) {
        var page = Page.of(cursor, limit);
        var caller = incoming.caller();
        return requests.query(read -> service.list(read, caller, page)
                .map(rows -> page.response(
                        rows, AgencyService.Listed::view, AgencyService.Listed::number, "/agencies", Map.of())));
    }
}
