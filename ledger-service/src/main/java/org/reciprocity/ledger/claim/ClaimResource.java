package org.reciprocity.ledger.claim;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Decimals;
import org.reciprocity.ledger.request.Fields;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;

/** Claims over HTTP. */
@Path("/claims")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.STEWARD)
@Tag(name = "Claims", description = "Values with the formulas that should yield them")
public class ClaimResource {
    private static final String TITLE = "\\S(?:.{0,158}\\S)?";

    private final ClaimService service;
    private final Requests requests;
    private final Incoming incoming;

    ClaimResource(ClaimService service, Requests requests, Incoming incoming) {
        this.service = service;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** A claim to register. */
    @Schema(
            name = "NewClaim",
            examples = "{\"communityId\":\"0198f000-0000-7000-8000-000000000010\",\"code\":\"school-hours\","
                    + "\"title\":\"Hours that pupils give in a school year\",\"stated\":26581347,\"unit\":\"hours\","
                    + "\"formula\":\"pupils * hoursPerWeek * weeks\",\"inputs\":["
                    + "{\"name\":\"pupils\",\"value\":681573,\"unit\":\"people\",\"source\":\"Invented for this example\"},"
                    + "{\"name\":\"hoursPerWeek\",\"value\":1,\"unit\":\"hours\",\"source\":\"Invented for this example\"},"
                    + "{\"name\":\"weeks\",\"value\":39,\"unit\":\"weeks\",\"source\":\"Invented for this example\"}],"
                    + "\"source\":\"Invented for this example\",\"flags\":[\"one-year\"],\"rounding\":0}")
    public record NewClaim(
            @Schema(description = "Your own id for it; given by the service when left out")
            UUID id,

            @NotNull UUID communityId,

            @Schema(description = "What it is called; unique in the community")
            @NotNull
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String code,

            @Schema(description = "What is claimed, in a few words; published")
            @NotNull
            @Pattern(regexp = TITLE, message = "1 to 160 characters without space at the ends")
            String title,

            @Schema(description = "The value as it was stated") @NotNull @Digits(integer = 15, fraction = 6)
            BigDecimal stated,

            @Schema(description = "What the value counts, as a code", examples = "hours")
            @NotNull
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String unit,

            @Schema(
                    description = "Numbers, names of inputs, + - * / and parentheses; products bind closer than sums",
                    examples = "pupils * hoursPerWeek * weeks")
            @NotNull
            @Size(min = 1, max = 500)
            String formula,

            @NotNull @Size(max = 50) List<@NotNull @Valid InputBody> inputs,

            @Schema(description = "Where it was published; published in turn")
            @NotNull
            @Pattern(regexp = Fields.NAME, message = Fields.NAME_IS)
            String source,

            @Schema(description = "What to beware of, as codes", examples = "[\"uncontrolled\"]") @Size(max = 20)
            List<@NotNull @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS) String> flags,

            @Schema(description = "To how many decimals it was stated; below 0 for tens, hundreds and so on")
            @Min(-12)
            @Max(6)
            Integer rounding,

            @Schema(description = "Your own reference, unique among your claims for ever; never published")
            @Pattern(regexp = Fields.REFERENCE, message = Fields.REFERENCE_IS)
            String externalRef) {

        Claim.Terms terms() {
            return new Claim.Terms(
                    code,
                    title,
                    Decimals.plain(stated),
                    unit,
                    formula,
                    inputs.stream()
                            .map(input -> new Claim.Input(
                                    input.name(), Decimals.plain(input.value()), input.unit(), input.source()))
                            .toList(),
                    source,
                    flags == null ? List.of() : flags.stream().distinct().toList(),
                    rounding);
        }
    }

    /** An input of a formula. */
    @Schema(name = "ClaimInput")
    public record InputBody(
            @Schema(description = "What the formula calls it", examples = "pupils")
            @NotNull
            @Pattern(
                    regexp = "[a-z][a-zA-Z0-9]{0,31}",
                    message = "1 to 32 letters and digits, first a lower-case letter")
            String name,

            @NotNull @Digits(integer = 15, fraction = 6) BigDecimal value,

            @Schema(description = "What it counts, as a code") @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String unit,

            @Schema(description = "Where it was published; published in turn")
            @NotNull
            @Pattern(regexp = Fields.NAME, message = Fields.NAME_IS)
            String source) {}

    /** A claim. */
    @Schema(name = "Claim")
    public record ClaimView(
            UUID id,
            UUID communityId,
            String code,
            String title,
            BigDecimal stated,
            String unit,
            String formula,
            List<InputBody> inputs,
            String source,
            List<String> flags,
            Integer rounding,
            Instant recordedAt,
            long version) {

        static ClaimView of(UUID id, UUID community, Claim.Terms terms, Instant at) {
            return new ClaimView(
                    id,
                    community,
                    terms.code(),
                    terms.title(),
                    terms.stated(),
                    terms.unit(),
                    terms.formula(),
                    terms.inputs().stream()
                            .map(input -> new InputBody(input.name(), input.value(), input.unit(), input.source()))
                            .toList(),
                    terms.source(),
                    terms.flags(),
                    terms.rounding(),
                    at,
                    1);
        }
    }

    @POST
    @Operation(
            summary = "Register a claim",
            description =
                    "By a steward of any agency of the community. What it computes to is told by the reporting service.")
    @APIResponseSchema(value = ClaimView.class, responseCode = "201")
    public Uni<Response> register(@NotNull @Valid NewClaim body) {
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.register(write.sql(), call.caller(), body));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Show a claim", description = "To stewards of all agencies of its community.")
    @APIResponseSchema(ClaimView.class)
    public Uni<Response> show(@PathParam("id") String id) {
        var claim = Ids.path(id, "claim");
        var caller = incoming.caller();
        return requests.query(read -> service.show(read.sql(), caller, claim).map(Answer::response));
    }

    @GET
    @Operation(summary = "List the claims of a community", description = "Newest first; Link leads to the next page.")
    public Uni<Response> list(
            @QueryParam("communityId") String communityId,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit) {
        var community = Ids.required(communityId, "communityId");
        var page = Page.of(cursor, limit);
        var caller = incoming.caller();
        Access.agency(caller);
        var filters = new LinkedHashMap<String, Object>();
        filters.put("communityId", community);
        return requests.query(read -> service.list(read.sql(), caller, community, page)
                .map(rows -> page.response(
                        rows, ClaimService.Listed::view, ClaimService.Listed::number, "/claims", filters)));
    }
}
