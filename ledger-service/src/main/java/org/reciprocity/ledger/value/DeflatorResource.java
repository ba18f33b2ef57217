package org.reciprocity.ledger.value;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.CurrencyCode;
import org.reciprocity.ledger.request.Decimals;
import org.reciprocity.ledger.request.Fields;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Parameters;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;

/** Deflators over HTTP. */
@Path("/deflators")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.STEWARD)
@Tag(name = "Value")
public class DeflatorResource {
    private final PriceService service;
    private final Requests requests;
    private final Incoming incoming;

    DeflatorResource(PriceService service, Requests requests, Incoming incoming) {
        this.service = service;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** A deflator to publish. */
    @Schema(
            name = "NewDeflator",
            examples = "{\"communityId\":\"0198f000-0000-7000-8000-000000000010\",\"currency\":\"GBP\",\"year\":2026,"
                    + "\"index\":100,\"source\":\"Invented for this example\"}")
    public record NewDeflator(
            @Schema(description = "Your own id for it; given by the service when left out")
            UUID id,

            @NotNull UUID communityId,

            @Schema(description = "By ISO 4217", examples = "GBP") @NotNull @CurrencyCode
            String currency,

            @NotNull @Min(Fields.FIRST_YEAR) @Max(Fields.LAST_YEAR)
            Integer year,

            @Schema(description = "The index, above 0; only ratios of it mean something")
            @NotNull
            @DecimalMin("0.000001")
            @DecimalMax("1000000000")
            @Digits(integer = 10, fraction = 6)
            BigDecimal index,

            @Schema(description = "Where it was published; published in turn")
            @NotNull
            @Pattern(regexp = Fields.NAME, message = Fields.NAME_IS)
            String source,

            @Schema(description = "Your own reference, unique among your deflators for ever; never published")
            @Pattern(regexp = Fields.REFERENCE, message = Fields.REFERENCE_IS)
            String externalRef) {

        Value.Deflator deflator() {
            return new Value.Deflator(currency, year, Decimals.plain(index), source);
        }
    }

    /** A deflator. */
    @Schema(name = "Deflator")
    public record DeflatorView(
            UUID id,
            UUID communityId,
            String currency,
            int year,
            BigDecimal index,
            String source,
            Instant recordedAt,
            long version) {

        static DeflatorView of(UUID id, UUID community, Value.Deflator deflator, Instant at) {
            return new DeflatorView(
                    id, community, deflator.currency(), deflator.year(), deflator.index(), deflator.source(), at, 1);
        }
    }

    @POST
    @Operation(
            summary = "Publish how dear a year was",
            description =
                    "By a steward of any agency of the community. A later one for the same currency and year replaces it."
                            + " Where a series has a new base, publish all of it anew.")
    @APIResponseSchema(value = DeflatorView.class, responseCode = "201")
    public Uni<Response> publish(@NotNull @Valid NewDeflator body) {
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.publish(write.sql(), call.caller(), body));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Show a deflator", description = "To stewards of all agencies of its community.")
    @APIResponseSchema(DeflatorView.class)
    public Uni<Response> show(@PathParam("id") String id) {
        var asked = Ids.path(id, "deflator");
        var caller = incoming.caller();
        return requests.query(
                read -> service.deflator(read.sql(), caller, asked).map(Answer::response));
    }

    @GET
    @Operation(
            summary = "List the deflators of a community",
            description = "Newest first; Link leads to the next page.")
    public Uni<Response> list(
            @QueryParam("communityId") String communityId,
            @QueryParam("currency") String currency,
            @QueryParam("year") String year,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit) {
        var filter = new PriceService.Filter(
                Ids.required(communityId, "communityId"),
                Parameters.code(currency, "currency"),
                Parameters.year(year, "year"),
                Page.of(cursor, limit));
        var caller = incoming.caller();
        Access.agency(caller);
        var filters = new LinkedHashMap<String, Object>();
        filters.put("communityId", filter.community());
        filters.put("currency", filter.word());
        filters.put("year", filter.year());
        return requests.query(
                read -> service.deflators(read.sql(), caller, filter).map(rows -> filter.page()
                        .response(
                                rows, PriceService.Listed::view, PriceService.Listed::number, "/deflators", filters)));
    }
}
