package org.reciprocity.ledger.value;

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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
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
import org.reciprocity.ledger.request.CurrencyCode;
import org.reciprocity.ledger.request.Fields;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Parameters;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;

/** Unit costs over HTTP. */
@Path("/unit-costs")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.STEWARD)
@Tag(name = "Value")
public class UnitCostResource {
    private final PriceService service;
    private final Requests requests;
    private final Incoming incoming;

    UnitCostResource(PriceService service, Requests requests, Incoming incoming) {
        this.service = service;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** A unit cost to publish. */
    @Schema(
            name = "NewUnitCost",
            examples = "{\"communityId\":\"0198f000-0000-7000-8000-000000000010\",\"code\":\"gp-visit\","
                    + "\"title\":\"Visit to a general practitioner\",\"year\":2026,\"currency\":\"GBP\",\"amount\":4200,"
                    + "\"source\":\"Invented for this example\",\"inclusions\":[\"direct-care\"],"
                    + "\"payerId\":\"0198f000-0000-7000-8000-000000000001\",\"grade\":2}")
    public record NewUnitCost(
            @Schema(description = "Your own id for it; given by the service when left out")
            UUID id,

            @NotNull UUID communityId,

            @Schema(description = "What is costed, as a code", examples = "gp-visit")
            @NotNull
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String code,

            @Schema(description = "What is costed, in a few words; published")
            @NotNull
            @Pattern(regexp = Fields.TITLE, message = Fields.TITLE_IS)
            String title,

            @Schema(description = "The year in whose prices the amount is")
            @NotNull
            @Min(Fields.FIRST_YEAR)
            @Max(Fields.LAST_YEAR)
            Integer year,

            @Schema(description = "By ISO 4217", examples = "GBP") @NotNull @CurrencyCode
            String currency,

            @Schema(description = "In whole minor units of the currency, such as pence")
            @NotNull
            @Min(1)
            @Max(Fields.MOST_MONEY)
            Long amount,

            @Schema(description = "Where it was published; published in turn")
            @NotNull
            @Pattern(regexp = Fields.NAME, message = Fields.NAME_IS)
            String source,

            @Schema(description = "What the amount includes, as codes", examples = "[\"direct-care\"]") @Size(max = 50)
            List<@NotNull @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS) String> inclusions,

            @Schema(description = "The agency that pays it") @NotNull
            UUID payerId,

            @Schema(description = "Confidence in the amount, from 1, the best, to 6") @NotNull @Min(1) @Max(6)
            Integer grade,

            @Schema(description = "Your own reference, unique among your unit costs for ever; never published")
            @Pattern(regexp = Fields.REFERENCE, message = Fields.REFERENCE_IS)
            String externalRef) {

        Value.UnitCost unitCost() {
            return new Value.UnitCost(
                    code,
                    title,
                    year,
                    currency,
                    amount,
                    source,
                    inclusions == null
                            ? List.of()
                            : inclusions.stream().distinct().toList(),
                    payerId,
                    grade);
        }
    }

    /** A unit cost. */
    @Schema(name = "UnitCost")
    public record UnitCostView(
            UUID id,
            UUID communityId,
            String code,
            String title,
            int year,
            String currency,
            long amount,
            String source,
            List<String> inclusions,
            UUID payerId,
            int grade,
            Instant recordedAt,
            long version) {

        static UnitCostView of(UUID id, UUID community, Value.UnitCost cost, Instant at) {
            return new UnitCostView(
                    id,
                    community,
                    cost.code(),
                    cost.title(),
                    cost.year(),
                    cost.currency(),
                    cost.amount(),
                    cost.source(),
                    cost.inclusions(),
                    cost.payer(),
                    cost.grade(),
                    at,
                    1);
        }
    }

    @POST
    @Operation(
            summary = "Publish what one of something costs whom",
            description =
                    "By a steward of any agency of the community. It never changes: another may be published beside it, and an appraisal"
                            + " names the one that it means.")
    @APIResponseSchema(value = UnitCostView.class, responseCode = "201")
    public Uni<Response> publish(@NotNull @Valid NewUnitCost body) {
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.publish(write.sql(), call.caller(), body));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Show a unit cost", description = "To stewards of all agencies of its community.")
    @APIResponseSchema(UnitCostView.class)
    public Uni<Response> show(@PathParam("id") String id) {
        var asked = Ids.path(id, "unit cost");
        var caller = incoming.caller();
        return requests.query(
                read -> service.unitCost(read.sql(), caller, asked).map(Answer::response));
    }

    @GET
    @Operation(
            summary = "List the unit costs of a community",
            description = "Newest first; Link leads to the next page.")
    public Uni<Response> list(
            @QueryParam("communityId") String communityId,
            @QueryParam("code") String code,
            @QueryParam("year") String year,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit) {
        var filter = new PriceService.Filter(
                Ids.required(communityId, "communityId"),
                Parameters.code(code, "code"),
                Parameters.year(year, "year"),
                Page.of(cursor, limit));
        var caller = incoming.caller();
        Access.agency(caller);
        var filters = new LinkedHashMap<String, Object>();
        filters.put("communityId", filter.community());
        filters.put("code", filter.word());
        filters.put("year", filter.year());
        return requests.query(
                read -> service.unitCosts(read.sql(), caller, filter).map(rows -> filter.page()
                        .response(
                                rows, PriceService.Listed::view, PriceService.Listed::number, "/unit-costs", filters)));
    }
}
