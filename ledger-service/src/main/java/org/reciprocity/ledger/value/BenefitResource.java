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

/** Benefits over HTTP. */
@Path("/benefits")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.STEWARD)
@Tag(name = "Value", description = "What it costs, what it gains, and by which prices that is reckoned")
public class BenefitResource {
    private final MoneyRequests benefits;

    BenefitResource(MoneyService service, Requests requests, Incoming incoming) {
        benefits = new MoneyRequests(Value.Kind.BENEFIT, BenefitView::of, service, requests, incoming);
    }

    /** A benefit to record. */
    @Schema(
            name = "NewBenefit",
            examples = "{\"programmeId\":\"0198f000-0000-7000-8000-000000000030\","
                    + "\"agencyId\":\"0198f000-0000-7000-8000-000000000001\",\"year\":2026,\"amount\":420000,"
                    + "\"currency\":\"GBP\",\"priceYear\":2026,"
                    + "\"cashable\":true,\"grade\":3,\"item\":\"voids-avoided\"}")
    public record NewBenefit(
            @Schema(description = "Your own id for it; given by the service when left out")
            UUID id,

            @NotNull UUID programmeId,

            @Schema(description = "The agency that gains it; never left out")
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

            @Schema(description = "Whether it can be taken out and spent on something else") @NotNull
            Boolean cashable,

            @Schema(description = "Confidence in the amount, from 1, the best, to 6") @NotNull @Min(1) @Max(6)
            Integer grade,

            @Schema(description = "What it consists in, as a code")
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String item,

            @Schema(description = "Your own reference, unique among your benefits for ever; never published")
            @Pattern(regexp = Fields.REFERENCE, message = Fields.REFERENCE_IS)
            String externalRef) {

        Value.Benefit value() {
            return new Value.Benefit(
                    agencyId, new Value.Money(year, amount, currency, priceYear), cashable, grade, item);
        }
    }

    /** A benefit. */
    @Schema(name = "Benefit")
    public record BenefitView(
            UUID id,
            UUID communityId,
            UUID programmeId,
            UUID agencyId,
            int year,
            long amount,
            String currency,
            int priceYear,
            boolean cashable,
            int grade,
            String item,

            @Schema(description = "Why it counts no more; absent while it counts")
            String withdrawnFor,

            @Schema(description = OwnReferences.SHOWN) String externalRef,

            Instant recordedAt,
            long version) {

        static BenefitView of(MoneyRow row) {
            if (!(row.value() instanceof ValueEvent.BenefitAccrued(Value.Benefit x))) {
                throw new IllegalStateException("Not a benefit");
            }
            return new BenefitView(
                    row.id(),
                    row.community(),
                    row.programme(),
                    x.agency(),
                    x.money().year(),
                    x.money().amount(),
                    x.money().currency(),
                    x.money().priceYear(),
                    x.cashable(),
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
            summary = "Record what an agency gains by a programme in a year",
            description = "By the agency that gains it, or the lead.")
    @APIResponseSchema(value = BenefitView.class, responseCode = "201")
    public Uni<Response> record(@NotNull @Valid NewBenefit body) {
        return benefits.record(
                body,
                body.id(),
                body.programmeId(),
                body.agencyId(),
                body.externalRef(),
                known -> new ValueCommand.AccrueBenefit(body.value(), known));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Show a benefit", description = "To stewards of all agencies of its community.")
    @APIResponseSchema(BenefitView.class)
    public Uni<Response> show(@PathParam("id") String id) {
        return benefits.show(id);
    }

    @GET
    @Operation(
            summary = "List the benefits of a community",
            description =
                    "Newest first, those that were withdrawn too; Link leads to the next page. agencyId is the agency"
                            + " that gains it.")
    public Uni<Response> list(
            @QueryParam("communityId") String communityId,
            @QueryParam("programmeId") String programmeId,
            @QueryParam("agencyId") String agencyId,
            @QueryParam("year") String year,
            @Parameter(description = OwnReferences.ASKED) @QueryParam("externalRef") String externalRef,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit) {
        return benefits.list(communityId, programmeId, agencyId, year, externalRef, cursor, limit);
    }

    @POST
    @Path("{id}/withdraw")
    @Operation(
            summary = "Withdraw a benefit",
            description = "By the agency that recorded it, or the lead. It stays in the book, and counts no more.")
    @APIResponseSchema(value = BenefitView.class, responseCode = "201")
    public Uni<Response> withdraw(@PathParam("id") String id, @NotNull @Valid NewWithdrawal body) {
        return benefits.withdraw(id, body);
    }
}
