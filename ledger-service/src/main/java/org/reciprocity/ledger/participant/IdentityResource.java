package org.reciprocity.ledger.participant;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;

/** What a participant may be recognised by, over HTTP: it goes in, and never comes out. */
@Path("/participants/{id}/identity")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD})
@Tag(name = "Duplicates", description = "Which participants may be one person, and which are")
public class IdentityResource {
    private final LinkService service;
    private final Requests requests;
    private final Incoming incoming;

    IdentityResource(LinkService service, Requests requests, Incoming incoming) {
        this.service = service;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** Identifying details. They are compared by keyed digests, and thrown away. */
    @Schema(
            name = "NewIdentity",
            examples = "{\"name\":\"Jane Example\",\"dateOfBirth\":\"1990-01-31\",\"postcode\":\"ZZ99 9ZZ\"}")
    public record NewIdentity(
            @Schema(description = "The full name. Case, accents, spaces and the order of words do not matter.")
            @NotNull
            @Pattern(regexp = "\\S(?:.{0,198}\\S)?", message = "1 to 200 characters without space at the ends")
            String name,

            @Schema(description = "The day of birth; this or postcode is needed")
            LocalDate dateOfBirth,

            @Schema(description = "The postcode; case and spaces do not matter")
            @Pattern(regexp = "[A-Za-z0-9](?:[A-Za-z0-9 -]{0,14}[A-Za-z0-9])?", message = "2 to 16 letters and digits")
            String postcode) {
        @Override
        public String toString() {
            return "NewIdentity";
        }
    }

    /** That details were noted. */
    @Schema(name = "Identity")
    public record IdentityView(
            UUID participantId,

            @Schema(
                    description = "By what it is compared from now on",
                    enumeration = {"name-and-birth", "name-and-postcode"})
            List<String> comparedBy) {}

    @POST
    @Operation(
            summary = "Note what a participant may be recognised by",
            description =
                    "The details are normalised and digested under a key of this installation; only the digests are"
                            + " kept, in place of those before, and they are shown to nobody. Participants of the community that"
                            + " agree are proposed as duplicates.")
    @APIResponseSchema(IdentityView.class)
    public Uni<Response> note(@PathParam("id") String id, @NotNull @Valid NewIdentity body) {
        var participant = Ids.path(id, "participant");
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.note(write.sql(), call, participant, body));
    }
}
