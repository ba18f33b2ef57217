package org.reciprocity.ledger.participant;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Fields;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Parameters;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;

/** Participants over HTTP. */
@Path("/participants")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD})
@Tag(name = "Participants", description = "People, households and groups under pseudonymous ids")
public class ParticipantResource {
    private static final String ROLES = "member|family|neighbour|volunteer|professional";
    private static final String ROLES_ARE = "member, family, neighbour, volunteer or professional";

    private final ParticipantService service;
    private final Requests requests;
    private final Incoming incoming;

    ParticipantResource(ParticipantService service, Requests requests, Incoming incoming) {
        this.service = service;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** A participant to register. No names, contacts or numbers of the world outside belong here. */
    @Schema(
            name = "NewParticipant",
            examples = "{\"communityId\":\"0198f000-0000-7000-8000-000000000010\",\"kind\":\"person\","
                    + "\"roles\":[\"member\"],\"area\":\"riverside\",\"externalRef\":\"T-1042\"}")
    public record NewParticipant(
            @Schema(description = "Your own id for it; given by the service when left out")
            UUID id,

            @NotNull UUID communityId,

            @Schema(enumeration = {"person", "household", "group"})
            @NotNull
            @Pattern(regexp = "person|household|group", message = "person, household or group")
            String kind,

            @Schema(description = "How many people", defaultValue = "1") @Min(1) @Max(1_000_000)
            Integer size,

            @Schema(description = "What it is to the community; member when left out") @Size(min = 1, max = 5)
            List<@NotNull @Pattern(regexp = ROLES, message = ROLES_ARE) String> roles,

            @Schema(description = "Roughly where: a ward or a quarter, never a postcode")
            @Pattern(regexp = Fields.AREA, message = Fields.AREA_IS)
            String area,

            @Schema(
                    description = "Your own reference, unique among your participants for ever. It is shown to your"
                            + " agency only, when a participant is read, and never published.")
            @Pattern(regexp = Fields.REFERENCE, message = Fields.REFERENCE_IS)
            String externalRef) {}

    /** What a participant is from now on, as a whole. */
    @Schema(
            name = "ParticipantDescription",
            examples = "{\"size\":1,\"roles\":[\"member\",\"volunteer\"],\"area\":\"riverside\"}")
    public record Description(
            @Schema(description = "How many people; 1 for a person") @NotNull @Min(1) @Max(1_000_000)
            Integer size,

            @Schema(description = "What it is to the community") @NotNull @Size(min = 1, max = 5)
            List<@NotNull @Pattern(regexp = ROLES, message = ROLES_ARE) String> roles,

            @Schema(description = "Roughly where: a ward or a quarter, never a postcode; nowhere when left out")
            @Pattern(regexp = Fields.AREA, message = Fields.AREA_IS)
            String area) {}

    /** A participant. */
    @Schema(name = "Participant")
    public record ParticipantView(
            UUID id,
            UUID communityId,
            UUID agencyId,
            String kind,
            int size,
            List<String> roles,
            String area,
            UUID accountId,
            String externalRef,
            Instant recordedAt,
            long version) {}

    @POST
    @Operation(summary = "Register a participant", description = "Opens its account. Role agency, broker or steward.")
    @APIResponseSchema(value = ParticipantView.class, responseCode = "201")
    public Uni<Response> register(@NotNull @Valid NewParticipant body) {
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.register(write, call.caller(), body));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Show a participant")
    @APIResponseSchema(ParticipantView.class)
    public Uni<Response> show(@PathParam("id") String id) {
        var participant = Ids.path(id, "participant");
        var caller = incoming.caller();
        return requests.query(read -> service.find(read, caller, participant).map(Answer::response));
    }

    @PUT
    @Path("{id}/description")
    @Operation(
            summary = "Say anew what a participant is",
            description = "Its size, roles and area, as they are from now on. What was recorded before stays as it was."
                    + " By the agency that registered it, or the lead.")
    @Parameter(
            name = "If-Match",
            in = ParameterIn.HEADER,
            required = true,
            description = "The ETag of the participant as you read it")
    @APIResponseSchema(ParticipantView.class)
    public Uni<Response> describe(@PathParam("id") String id, @NotNull @Valid Description body) {
        var participant = Ids.path(id, "participant");
        var call = incoming.call(body);
        return requests.command(call, write -> service.describe(write, call, participant, body));
    }

    @GET
    @Operation(
            summary = "List the participants you may see",
            description = "Newest first; Link leads to the next page.")
    public Uni<Response> list(
            @QueryParam("communityId") String communityId,
            @QueryParam("programmeId") String programmeId,
            @QueryParam("kind") String kind,
            @Parameter(description = "Your own reference: at most one participant") @QueryParam("externalRef")
                    String externalRef,
            @Parameter(description = "Registered at this time or later") @QueryParam("from") String from,
            @Parameter(description = "Registered before this time") @QueryParam("to") String to,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit) {
        var filter = new ParticipantService.Filter(
                Ids.required(communityId, "communityId"),
                Ids.query(programmeId, "programmeId"),
                Parameters.oneOf(kind, "kind", List.of("person", "household", "group")),
                Parameters.reference(externalRef, "externalRef"),
                Parameters.time(from, "from"),
                Parameters.time(to, "to"),
                Page.of(cursor, limit));
        var caller = incoming.caller();
        Access.agency(caller);
        return requests.query(read -> service.list(read, caller, filter).map(rows -> filter.page()
                .response(
                        rows,
                        row -> ParticipantService.view(row, caller),
                        row -> row.number,
                        "/participants",
                        filter.parameters())));
    }
}
