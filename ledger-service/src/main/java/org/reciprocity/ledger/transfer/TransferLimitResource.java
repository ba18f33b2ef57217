package org.reciprocity.ledger.transfer;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;

/** What communities let be outstanding with others, over HTTP. */
@Path("/communities/{id}/transfer-limits")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD})
@Tag(name = "Transfers", description = "Credit that goes from one community to another, an hour for an hour")
public class TransferLimitResource {
    private static final long MOST = 100_000_000L;

    private final TransferLimitService service;
    private final Requests requests;
    private final Incoming incoming;

    TransferLimitResource(TransferLimitService service, Requests requests, Incoming incoming) {
        this.service = service;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** What a community lets be outstanding with another. */
    @Schema(name = "NewTransferLimit", examples = "{\"minutes\":6000}")
    public record NewLimit(
            @Schema(description = "How many minutes, whichever of the two owes them; 0 for no more transfers")
            @NotNull
            @Min(0)
            @Max(MOST)
            Long minutes) {}

    /** What two communities let be outstanding, as one of them sees it. */
    @Schema(name = "TransferLimit")
    public record LimitView(
            UUID communityId,
            UUID otherCommunityId,

            @Schema(description = "What this community said")
            long minutes,

            @Schema(description = "What the other said; absent until it has said something")
            Long otherMinutes,

            @Schema(description = "What counts: the lower of the two; absent until both have said something")
            Long agreedMinutes,

            @Schema(
                    description =
                            "What this community owes the other; below zero, what it is owed. It is the balance of"
                                    + " its clearing account for the other; absent until there is one")
            Long owedMinutes,

            long version) {}

    @PUT
    @Path("{other}")
    @RolesAllowed(Roles.STEWARD)
    @Operation(
            summary = "Say how much may be outstanding with another community",
            description = "Role steward, of the lead agency. Once the other's lead has said the same of this community,"
                    + " the lower of the two counts. It may be set under what is outstanding; from then on transfers"
                    + " only lower that.")
    @Parameter(
            name = "If-Match",
            in = ParameterIn.HEADER,
            required = true,
            description = "The ETag of the limit as you read it; \"0\" where it has never been set")
    @APIResponseSchema(LimitView.class)
    public Uni<Response> set(
            @PathParam("id") String id, @PathParam("other") String other, @NotNull @Valid NewLimit body) {
        var community = Ids.path(id, "community");
        var another = Ids.path(other, "community");
        var call = incoming.call(body);
        return requests.command(call, write -> service.set(write, call, community, another, body));
    }

    @GET
    @Path("{other}")
    @Operation(
            summary = "Show what may be outstanding with another community",
            description = "For agencies admitted to the community.")
    @APIResponseSchema(LimitView.class)
    public Uni<Response> show(@PathParam("id") String id, @PathParam("other") String other) {
        var community = Ids.path(id, "community");
        var another = Ids.path(other, "transfer limit");
        var caller = incoming.caller();
        return requests.query(
                read -> service.find(read.sql(), caller, community, another).map(Answer::response));
    }

    @GET
    @Operation(
            summary = "List what a community lets be outstanding with others",
            description = "For agencies admitted to it, in the order of the others' ids; Link leads to the next page.")
    public Uni<Response> list(
            @PathParam("id") String id, @QueryParam("cursor") String cursor, @QueryParam("limit") String limit) {
        var community = Ids.path(id, "community");
        var caller = incoming.caller();
        var after = Ids.query(cursor, "cursor");
        var page = Page.of(null, limit);
        return requests.query(read -> service.list(read.sql(), caller, community, after, page.rows())
                .map(limits -> page.response(
                        limits,
                        Function.identity(),
                        LimitView::otherCommunityId,
                        "/communities/" + community + "/transfer-limits",
                        Map.of())));
    }
}
