package org.reciprocity.ledger.band;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;

/** Bands over HTTP. */
@Path("/participants/{id}/bands")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD})
@Tag(name = "Bands", description = "What a person told of themselves so that equality can be monitored")
public class BandResource {
    private static final String AGES = "under-16|16-24|25-44|45-64|65-74|75-and-over|prefer-not-to-say";
    private static final String DISABILITIES = "none|limited-a-little|limited-a-lot|prefer-not-to-say";
    private static final String ETHNICITIES = "asian|black|mixed|white|other|prefer-not-to-say";
    private static final String QUINTILES = "quintile-[1-5]";

    private final BandService service;
    private final Requests requests;
    private final Incoming incoming;

    BandResource(BandService service, Requests requests, Incoming incoming) {
        this.service = service;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** What a person told, as a whole: an axis that is left out was not told. */
    @Schema(
            name = "Bands",
            examples = "{\"age\":\"65-74\",\"disability\":\"limited-a-little\",\"deprivation\":\"quintile-2\"}")
    public record BandsBody(
            @Schema(
                    description = "Age in years",
                    enumeration = {"under-16", "16-24", "25-44", "45-64", "65-74", "75-and-over", "prefer-not-to-say"})
            @Pattern(regexp = AGES, message = "under-16, 16-24, 25-44, 45-64, 65-74, 75-and-over or prefer-not-to-say")
            String age,

            @Schema(
                    description = "Whether a long-lasting condition limits day-to-day activities",
                    enumeration = {"none", "limited-a-little", "limited-a-lot", "prefer-not-to-say"})
            @Pattern(regexp = DISABILITIES, message = "none, limited-a-little, limited-a-lot or prefer-not-to-say")
            String disability,

            @Schema(
                    description = "The broad group of the census, as the person says",
                    enumeration = {"asian", "black", "mixed", "white", "other", "prefer-not-to-say"})
            @Pattern(regexp = ETHNICITIES, message = "asian, black, mixed, white, other or prefer-not-to-say")
            String ethnicity,

            @Schema(
                    description =
                            "The fifth of the national index that the neighbourhood is in; 1 is the most deprived",
                    enumeration = {"quintile-1", "quintile-2", "quintile-3", "quintile-4", "quintile-5"})
            @Pattern(regexp = QUINTILES, message = "quintile-1, quintile-2, quintile-3, quintile-4 or quintile-5")
            String deprivation) {

        Bands bands() {
            var codes = new TreeMap<Axis, String>();
            codes.put(Axis.AGE, age);
            codes.put(Axis.DISABILITY, disability);
            codes.put(Axis.ETHNICITY, ethnicity);
            codes.put(Axis.DEPRIVATION, deprivation);
            codes.values().removeIf(code -> code == null);
            return new Bands(codes);
        }

        /** Tells nothing: what is printed may end in a log. */
        @Override
        public String toString() {
            return "BandsBody[…]";
        }
    }

    /** Bands as they are shown. */
    @Schema(name = "BandsShown")
    public record BandsView(
            UUID participantId,

            @Schema(description = "What was told; empty when nothing was, or when it has been cleared")
            BandsBody bands,

            @Schema(description = "The agency that put them last; absent where the ledger cleared them")
            UUID agencyId,

            Instant recordedAt,

            @Schema(description = "Which writing of them this is; 0 when nothing has been put yet")
            long version) {}

    @GET
    @Operation(
            summary = "Show a person's bands",
            description = "For the agency that registered the participant, and for the lead; for no other agency. While"
                    + " nothing has been put, the version is 0.")
    @APIResponseSchema(BandsView.class)
    public Uni<Response> show(@PathParam("id") String id) {
        var participant = Ids.path(id, "participant");
        var caller = incoming.caller();
        return requests.query(read -> service.find(read.sql(), caller, participant)
                        .map(found -> Answer.ok(found.version(), found).response()))
                .map(BandResource::uncached);
    }

    @PUT
    @Operation(
            summary = "Put a person's bands",
            description =
                    "As the person told them, in place of what was told before, as a whole; {} takes all back. By the"
                            + " agency that registered the participant, or the lead. Needs the participant's consent to the purpose"
                            + " equality-monitoring, and is cleared with it. No Idempotency-Key is needed.")
    @Parameter(
            name = "If-Match",
            in = ParameterIn.HEADER,
            required = true,
            description = "The ETag of the bands as you read them, \"0\" for the first time")
    @APIResponseSchema(BandsView.class)
    public Uni<Response> put(@PathParam("id") String id, @NotNull @Valid BandsBody body) {
        var participant = Ids.path(id, "participant");
        var call = withoutKey();
        return requests.command(call, write -> service.put(write.sql(), call, participant, body.bands()))
                .map(BandResource::uncached);
    }

    /** Nothing of this request is kept: not its answer, and not its fingerprint, which would confirm a guess. */
    private Call withoutKey() {
        var call = incoming.call("");
        return new Call(call.caller(), call.target(), null, call.ifMatch(), "");
    }

    private static Response uncached(Response response) {
        return Response.fromResponse(response)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
