package org.reciprocity.ledger.value;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
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
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.access.OwnReferences;
import org.reciprocity.ledger.request.CurrencyCode;
import org.reciprocity.ledger.request.Fields;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;
import org.reciprocity.ledger.withdrawal.NewWithdrawal;

/** Costs over HTTP. */
@Path("/costs")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.STEWARD)
@Tag(name = "Value", description = "What it costs, what it gains, and by which prices that is reckoned")
public class CostResource {
    private final MoneyRequests costs;

    CostResource(MoneyService service, Requests requests, Incoming incoming) {
        costs = new MoneyRequests(Value.Kind.COST, CostView::of, service, requests, incoming);
    }

    /** A cost to record. */
    @Schema(
            name = "NewCost",
            examples = "{\"programmeId\":\"0198f000-0000-7000-8000-000000000030\","
                    + "\"agencyId\":\"0198f000-0000-7000-8000-000000000001\",\"year\":2026,\"amount\":1250000,"
                    + "\"currency\":\"GBP\",\"priceYear\":2026,"
                    + "\"inKind\":false,\"preventive\":true,\"grade\":2,\"item\":\"broker-salary\"}")
    public record NewCost(
            @Schema(description = "Your own id for it; given by the service when left out")
            UUID id,

            @NotNull UUID programmeId,

            @Schema(description = "The agency that bears it; never left out")
            UUID agencyId,

            @Schema(description = "The financial year by its first calendar year, 2026 for 2026/27; never left out")
            @Min(Fields.FIRST_YEAR)
            @Max(Fields.LAST_YEAR)
            Integer year,

            @Schema(description = "In whole minor units of the currency, such as pence")
            @NotNull
            @Min(1)
            @Max(Fields.MOST_MONEY)
            Long amount,

            @Schema(description = "By ISO 4217", examples = "GBP") @NotNull @CurrencyCode
            String currency,

            @Schema(description = "The year in whose prices the amount is; year when left out")
            @Min(Fields.FIRST_YEAR)
            @Max(Fields.LAST_YEAR)
            Integer priceYear,

            @Schema(description = "Whether it is given as premises, goods or hours rather than in cash") @NotNull
            Boolean inKind,

            @Schema(description = "Whether it is spent to keep something from happening") @NotNull
            Boolean preventive,

            @Schema(description = "Confidence in the amount, from 1, the best, to 6") @NotNull @Min(1) @Max(6)
            Integer grade,

            @Schema(description = "What for, as a code") @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String item,

            @Schema(description = "Your own reference, unique among your costs for ever; never published")
            @Pattern(regexp = Fields.REFERENCE, message = Fields.REFERENCE_IS)
            String externalRef) {

        Value.Cost value() {
            return new Value.Cost(
                    agencyId, new Value.Money(year, amount, currency, priceYear), inKind, preventive, grade, item);
        }
    }

    /** A cost. */
    @Schema(name = "Cost")
    public record CostView(
            UUID id,
            UUID communityId,
            UUID programmeId,
            UUID agencyId,
            int year,
            long amount,
            String currency,
            int priceYear,
            boolean inKind,
            boolean preventive,
            int grade,
            String item,

            @Schema(description = "Why it counts no more; absent while it counts")
            String withdrawnFor,

            @Schema(description = OwnReferences.SHOWN) String externalRef,

            Instant recordedAt,
            long version) {

        static CostView of(MoneyRow row) {
            if (!(row.value() instanceof ValueEvent.CostBorne(Value.Cost x))) {
                throw new IllegalStateException("Not a cost");
            }
            return new CostView(
                    row.id(),
                    row.community(),
                    row.programme(),
                    x.agency(),
                    x.money().year(),
                    x.money().amount(),
                    x.money().currency(),
                    x.money().priceYear(),
                    x.inKind(),
                    x.preventive(),
                    x.grade(),
                    x.item(),
                    row.withdrawnFor() == null ? null : row.withdrawnFor().wire(),
                    row.own(),
                    row.recordedAt(),
                    row.version());
        }
    }

    @POST
    @Operation(
            summary = "Record what a programme costs an agency in a year",
            description = "By the agency that bears it, or the lead.")
    @APIResponseSchema(value = CostView.class, responseCode = "201")
    public Uni<Response> record(@NotNull @Valid NewCost body) {
        return costs.record(
                body,
                body.id(),
                body.programmeId(),
                body.agencyId(),
                body.externalRef(),
                known -> new ValueCommand.BearCost(body.value(), known));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Show a cost", description = "To stewards of all agencies of its community.")
    @APIResponseSchema(CostView.class)
    public Uni<Response> show(@PathParam("id") String id) {
        return costs.show(id);
    }

    @GET
    @Operation(
            summary = "List the costs of a community",
            description =
                    "Newest first, those that were withdrawn too; Link leads to the next page. agencyId is the agency"
                            + " that bears it.")
    public Uni<Response> list(
            @QueryParam("communityId") String communityId,
            @QueryParam("programmeId") String programmeId,
            @QueryParam("agencyId") String agencyId,
            @QueryParam("year") String year,
            @Parameter(description = OwnReferences.ASKED) @QueryParam("externalRef") String externalRef,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit) {
        return costs.list(communityId, programmeId, agencyId, year, externalRef, cursor, limit);
    }

    @POST
    @Path("{id}/withdraw")
    @Operation(
            summary = "Withdraw a cost",
            description = "By the agency that recorded it, or the lead. It stays in the book, and counts no more.")
    @APIResponseSchema(value = CostView.class, responseCode = "201")
    public Uni<Response> withdraw(@PathParam("id") String id, @NotNull @Valid NewWithdrawal body) {
        return costs.withdraw(id, body);
    }
}
