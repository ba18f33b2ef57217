package org.reciprocity.ledger.appraisal;

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
import org.reciprocity.ledger.appraisal.AppraisalBody.BenefitLine;
import org.reciprocity.ledger.appraisal.AppraisalBody.CostLine;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.CurrencyCode;
import org.reciprocity.ledger.request.Fields;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;

/** Appraisals over HTTP. */
@Path("/appraisals")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.STEWARD)
@Tag(name = "Appraisals", description = "The assumptions by which benefits are set against costs")
public class AppraisalResource {
    private final AppraisalService service;
    private final Requests requests;
    private final Incoming incoming;

    AppraisalResource(AppraisalService service, Requests requests, Incoming incoming) {
        this.service = service;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** An appraisal to register. */
    @Schema(
            name = "NewAppraisal",
            examples = "{\"programmeId\":\"0198f000-0000-7000-8000-000000000030\",\"code\":\"befriending-2026\","
                    + "\"payerId\":\"0198f000-0000-7000-8000-000000000001\",\"currency\":\"GBP\",\"priceYear\":2026,"
                    + "\"baseYear\":2026,\"schedule\":\"hmt-standard-2022\",\"benefits\":[{\"line\":\"gp-visits\","
                    + "\"people\":120,\"engaged\":0.8,\"effect\":1.25,\"deadweight\":0.2,\"optimism\":0.15,"
                    + "\"unitCostId\":\"0198f000-0000-7000-8000-0000000000c1\",\"dropOff\":0.1,\"cashability\":0.25,"
                    + "\"controlled\":false,\"maryland\":2,\"health\":true,\"years\":3,"
                    + "\"shares\":[{\"agencyId\":\"0198f000-0000-7000-8000-000000000002\",\"share\":0.9}],"
                    + "\"effectFrom\":{\"kind\":\"service-use\",\"code\":\"gp-visit\"},\"low\":{\"effect\":0.5},"
                    + "\"high\":{\"effect\":2}}],\"costs\":[{\"line\":\"broker\","
                    + "\"agencyId\":\"0198f000-0000-7000-8000-000000000001\",\"year\":2026,\"amount\":1250000,"
                    + "\"optimism\":0.1,\"low\":{\"amount\":1100000},\"high\":{\"amount\":1500000}}]}")
    public record NewAppraisal(
            @Schema(description = "Your own id for it; given by the service when left out")
            UUID id,

            @NotNull UUID programmeId,

            @Schema(description = "What it is called; unique in the community")
            @NotNull
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String code,

            @Schema(description = "The agency that decides to pay") @NotNull
            UUID payerId,

            @Schema(description = "By ISO 4217", examples = "GBP") @NotNull @CurrencyCode
            String currency,

            @Schema(description = "The year in whose prices the answer is")
            @NotNull
            @Min(Fields.FIRST_YEAR)
            @Max(Fields.LAST_YEAR)
            Integer priceYear,

            @Schema(description = "Year 0: costs run from it, benefits from the year after it")
            @NotNull
            @Min(Fields.FIRST_YEAR)
            @Max(Fields.LAST_YEAR)
            Integer baseYear,

            @Schema(enumeration = {"hmt-standard-2022", "hmt-health-2022", "undiscounted"})
            @NotNull
            @Pattern(
                    regexp = "hmt-standard-2022|hmt-health-2022|undiscounted",
                    message = "hmt-standard-2022, hmt-health-2022 or undiscounted")
            String schedule,

            @NotNull @Size(min = 1, max = 50) List<@NotNull @Valid BenefitLine> benefits,

            @Schema(
                    description =
                            "Empty where the programme's recorded costs of the base year and later are to be taken;"
                                    + " they may not be in another currency or in prices that cannot be turned into yours")
            @NotNull
            @Size(max = 200)
            List<@NotNull @Valid CostLine> costs,

            @Schema(description = "Your own reference, unique among your appraisals for ever; never published")
            @Pattern(regexp = Fields.REFERENCE, message = Fields.REFERENCE_IS)
            String externalRef) {

        Appraisal.Terms terms() {
            return new Appraisal.Terms(
                    code,
                    payerId,
                    currency,
                    priceYear,
                    baseYear,
                    Appraisal.Schedule.of(schedule),
                    benefits.stream().map(BenefitLine::benefit).toList(),
                    costs.stream().map(CostLine::cost).toList());
        }
    }

    /** An appraisal. */
    @Schema(name = "Appraisal")
    public record AppraisalView(
            UUID id,
            UUID communityId,
            UUID programmeId,
            String code,
            UUID payerId,
            String currency,
            int priceYear,
            int baseYear,
            String schedule,
            List<BenefitLine> benefits,
            List<CostLine> costs,
            Instant recordedAt,
            long version) {

        static AppraisalView of(UUID id, UUID community, UUID programme, Appraisal.Terms terms, Instant at) {
            return new AppraisalView(
                    id,
                    community,
                    programme,
                    terms.code(),
                    terms.payer(),
                    terms.currency(),
                    terms.priceYear(),
                    terms.baseYear(),
                    terms.schedule().wire(),
                    terms.benefits().stream().map(BenefitLine::of).toList(),
                    terms.costs().stream().map(CostLine::of).toList(),
                    at,
                    1);
        }
    }

    @POST
    @Operation(
            summary = "Register the assumptions of an appraisal",
            description =
                    "By a steward of the programme's agency, of the payer or of the lead. It never changes; what comes of"
                            + " it is told by the reporting service.")
    @APIResponseSchema(value = AppraisalView.class, responseCode = "201")
    public Uni<Response> register(@NotNull @Valid NewAppraisal body) {
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.register(write.sql(), call.caller(), body));
    }

    @GET
    @Path("{id}")
    @Operation(
            summary = "Show an appraisal's assumptions",
            description = "To stewards of all agencies of its community.")
    @APIResponseSchema(AppraisalView.class)
    public Uni<Response> show(@PathParam("id") String id) {
        var appraisal = Ids.path(id, "appraisal");
        var caller = incoming.caller();
        return requests.query(
                read -> service.show(read.sql(), caller, appraisal).map(Answer::response));
    }

    @GET
    @Operation(
            summary = "List the appraisals of a community",
            description = "Newest first; Link leads to the next page. agencyId is the payer.")
    public Uni<Response> list(
            @QueryParam("communityId") String communityId,
            @QueryParam("programmeId") String programmeId,
            @QueryParam("agencyId") String agencyId,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit) {
        var filter = new AppraisalService.Filter(
                Ids.required(communityId, "communityId"),
                Ids.query(programmeId, "programmeId"),
                Ids.query(agencyId, "agencyId"),
                Page.of(cursor, limit));
        var caller = incoming.caller();
        Access.agency(caller);
        var filters = new LinkedHashMap<String, Object>();
        filters.put("communityId", filter.community());
        filters.put("programmeId", filter.programme());
        filters.put("agencyId", filter.payer());
        return requests.query(read -> service.list(read.sql(), caller, filter).map(rows -> filter.page()
                .response(
                        rows, AppraisalService.Listed::view, AppraisalService.Listed::number, "/appraisals", filters)));
    }
}
