package org.reciprocity.ledger.account;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.LongReads;
import org.reciprocity.ledger.security.Roles;

/** The proof of the book over HTTP. */
@Path("/communities/{id}/invariants")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Communities")
public class InvariantsResource {
    private final LongReads reads;
    private final Incoming incoming;

    InvariantsResource(LongReads reads, Incoming incoming) {
        this.reads = reads;
        this.incoming = incoming;
    }

    @GET
    @RunOnVirtualThread
    @RolesAllowed({Roles.STEWARD, Roles.OPERATOR})
    @Operation(
            summary = "Check that a community's book is right",
            description =
                    "Over the live tables, as of one moment. Role steward of an agency in it, or operator. It reads"
                            + " every posting there is, piece by piece: of millions it takes a minute or more.")
    @APIResponseSchema(Invariants.class)
    public Response check(@PathParam("id") String id, @Context HttpServerResponse response) {
        var community = Ids.path(id, "community");
        var caller = incoming.caller();
        reads.read(sql -> Access.communityOrOperator(sql, caller, community));
        var check = new InvariantsCheck(reads, community, InvariantsCheck.PIECE, () -> !response.closed());
        return Answer.ok(null, check.run()).response();
    }
}
