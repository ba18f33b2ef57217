package org.reciprocity.ledger.account;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;

/** The proof of the book over HTTP. */
@Path("/communities/{id}/invariants")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Communities")
public class InvariantsResource {
    private final Requests requests;
    private final Incoming incoming;

    InvariantsResource(Requests requests, Incoming incoming) {
        this.requests = requests;
        this.incoming = incoming;
    }

    @GET
    @RolesAllowed({Roles.STEWARD, Roles.OPERATOR})
    @Operation(
            summary = "Check that a community's book is right",
            description =
                    "Over the live tables, as of one moment. Role steward of an agency in it, or operator. It reads"
                            + " every posting there is.")
    @APIResponseSchema(Invariants.class)
    public Uni<Response> check(@PathParam("id") String id) {
        var community = Ids.path(id, "community");
        var caller = incoming.caller();
        return requests.query(read -> Access.communityOrOperator(read.sql(), caller, community)
                .chain(() -> Invariants.check(read.sql(), community))
                .map(invariants -> Answer.ok(null, invariants).response()));
    }
}
