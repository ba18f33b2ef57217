package org.reciprocity.ledger.ticket;

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
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;

/** The ticket that was bought by an exchange, over HTTP. */
@Path("/exchanges/{id}/ticket")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD})
@Tag(name = "Tickets")
public class TicketOfExchangeResource {
    private final TicketService service;
    private final Requests requests;
    private final Incoming incoming;

    TicketOfExchangeResource(TicketService service, Requests requests, Incoming incoming) {
        this.service = service;
        this.requests = requests;
        this.incoming = incoming;
    }

    @GET
    @Operation(
            summary = "Show the ticket that was bought by an exchange",
            description =
                    "With its code, to the agency that registered the participant who paid, and to nobody else; once"
                            + " that has left the community, to the lead in its place.")
    @APIResponseSchema(TicketResource.TicketView.class)
    public Uni<Response> show(@PathParam("id") String id) {
        var exchange = Ids.path(id, "ticket");
        var caller = incoming.caller();
        return requests.query(read -> service.find(read.sql(), caller, exchange).map(Answer::response));
    }
}
