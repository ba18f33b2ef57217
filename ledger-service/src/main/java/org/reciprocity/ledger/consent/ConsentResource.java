package org.reciprocity.ledger.consent;

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
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.access.OwnReferences;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Fields;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;
import org.reciprocity.ledger.standing.Standing;

/** Consents over HTTP. */
@Path("/consents")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD})
@Tag(name = "Consents", description = "What a participant agreed to, for which purpose")
public class ConsentResource {
    private static final String BY = "participant|supporter";
    private static final String BY_IS = "participant or supporter";

    private final ConsentService service;
    private final Requests requests;
    private final Incoming incoming;

    ConsentResource(ConsentService service, Requests requests, Incoming incoming) {
        this.service = service;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** A consent to record. */
    @Schema(
            name = "NewConsent",
            examples = "{\"participantId\":\"0198f000-0000-7000-8000-000000000021\",\"purpose\":\"share-with-school\","
                    + "\"givenBy\":\"supporter\",\"authority\":\"parent\",\"givenOn\":\"2026-04-01\","
                    + "\"expiresOn\":\"2027-03-31\"}")
    public record NewConsent(
            @Schema(description = "Your own id for it; given by the service when left out")
            UUID id,

            @NotNull UUID participantId,

            @Schema(description = "To what, as a code", examples = "share-with-school")
            @NotNull
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String purpose,

            @Schema(
                    description = "Who gave it",
                    enumeration = {"participant", "supporter"})
            @NotNull
            @Pattern(regexp = BY, message = BY_IS)
            String givenBy,

            @Schema(description = "The supporter, where they are a participant themselves; only of a supporter")
            UUID supporterId,

            @Schema(description = "By which authority the supporter speaks, as a code; only and always of a supporter")
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String authority,

            @Schema(description = "The first day; not in the future") @NotNull
            LocalDate givenOn,

            @Schema(description = "The last day; none when left out")
            LocalDate expiresOn,

            @Schema(description = "Your own reference, unique among your consents for ever; never published")
            @Pattern(regexp = Fields.REFERENCE, message = Fields.REFERENCE_IS)
            String externalRef) {}

    /** That a consent is withdrawn. */
    @Schema(name = "ConsentWithdrawal", examples = "{\"withdrawnBy\":\"participant\",\"withdrawnOn\":\"2026-06-01\"}")
    public record Withdrawal(
            @Schema(enumeration = {"participant", "supporter"}) @NotNull @Pattern(regexp = BY, message = BY_IS)
            String withdrawnBy,

            @Schema(description = "The supporter, where they are a participant themselves; only of a supporter")
            UUID supporterId,

            @Schema(description = "By which authority the supporter speaks, as a code; only and always of a supporter")
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String authority,

            @Schema(description = "From which day on it does not hold; not in the future") @NotNull
            LocalDate withdrawnOn) {}

    /** A consent. */
    @Schema(name = "Consent")
    public record ConsentView(
            UUID id,
            UUID communityId,
            UUID participantId,
            String purpose,

            @Schema(enumeration = {"current", "expired", "withdrawn"})
            String state,

            String givenBy,
            UUID supporterId,
            String authority,
            LocalDate givenOn,
            LocalDate expiresOn,
            String withdrawnBy,
            LocalDate withdrawnOn,

            @Schema(description = "The agency that recorded it")
            UUID agencyId,

            @Schema(description = OwnReferences.SHOWN) String externalRef,

            Instant recordedAt,
            long version) {}

    @POST
    @Operation(
            summary = "Record that a consent was given",
            description = "By a participant you may see, or by somebody who supports them. One to a purpose at a time.")
    @APIResponseSchema(value = ConsentView.class, responseCode = "201")
    public Uni<Response> give(@NotNull @Valid NewConsent body) {
        var call = incoming.call(body);
        Access.agency(call.caller());
        Access.own(call.caller(), body.participantId());
        return requests.command(call, write -> service.give(write.sql(), call.caller(), body));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Show a consent", description = "For all who may see the participant.")
    @APIResponseSchema(ConsentView.class)
    public Uni<Response> show(@PathParam("id") String id) {
        var consent = Ids.path(id, "consent");
        var caller = incoming.caller();
        return requests.query(read -> service.find(read.sql(), caller, consent)
                .map(view -> Answer.ok(view.version(), view).response()));
    }

    @GET
    @Operation(
            summary = "List the consents of participants you may see",
            description = "Newest first; Link leads to the next page.")
    public Uni<Response> list(
            @QueryParam("communityId") String communityId,
            @QueryParam("participantId") String participantId,
            @QueryParam("purpose") String purpose,
            @QueryParam("state") String state,
            @Parameter(description = OwnReferences.ASKED) @QueryParam("externalRef") String externalRef,
            @Parameter(description = "In force on this day or a later one") @QueryParam("from") String from,
            @Parameter(description = "In force on this day or an earlier one") @QueryParam("to") String to,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit) {
        var filter = service.filter(
                communityId,
                new Standing.Whose(participantId, externalRef),
                purpose,
                state,
                new Standing.Period(from, to),
                cursor,
                limit);
        var caller = incoming.caller();
        Access.agency(caller);
        return requests.query(read -> service.list(read.sql(), caller, filter));
    }

    @POST
    @Path("{id}/withdrawal")
    @Operation(summary = "Record that a consent was withdrawn", description = "By all who may see the participant.")
    @APIResponseSchema(value = ConsentView.class, responseCode = "201")
    public Uni<Response> withdraw(@PathParam("id") String id, @NotNull @Valid Withdrawal body) {
        var consent = Ids.path(id, "consent");
        var call = incoming.call(body);
        return requests.command(call, write -> service.withdraw(write.sql(), call, consent, body));
    }
}
