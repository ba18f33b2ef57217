package org.reciprocity.ledger.participant;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;

/** Proposed duplicates over HTTP. */
@Path("/communities/{id}/duplicates")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.BROKER, Roles.STEWARD})
@Tag(name = "Duplicates", description = "Which participants may be one person, and which are")
public class DuplicateResource {
    private final LinkService service;
    private final Requests requests;
    private final Incoming incoming;

    DuplicateResource(LinkService service, Requests requests, Incoming incoming) {
        this.service = service;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** Two participants that may be one person. */
    @Schema(name = "ProposedDuplicate")
    public record DuplicateView(
            @Schema(description = "The two; the one whose details were noted last comes first")
            List<UUID> participantIds,

            @Schema(
                    description = "What is the same of both",
                    enumeration = {"name-and-birth", "name-and-postcode"})
            List<String> agreeing) {}

    @GET
    @Operation(
            summary = "List pairs of participants that may be one person",
            description =
                    "Pairs whose noted details agree, of which you may see both, and which are not linked. Those noted"
                            + " last come first; Link leads to the next page. Role broker or steward.")
    public Uni<Response> duplicates(
            @PathParam("id") String id, @QueryParam("cursor") String cursor, @QueryParam("limit") String limit) {
        var community = Ids.path(id, "community");
        var after = DuplicateCursor.of(cursor);
        var page = Page.of(null, limit);
        var caller = incoming.caller();
        Access.agency(caller);
        return requests.query(read -> service.duplicates(read.sql(), caller, community, after, page.rows())
                .map(rows -> page.response(
                        rows,
                        LinkService.Proposed::view,
                        LinkService.Proposed::cursor,
                        "/communities/" + community + "/duplicates",
                        Map.of())));
    }
}
