package org.reciprocity.ledger.redemption;

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
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
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
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Parameters;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;

/** Redemption offers over HTTP. */
@Path("/redemption-offers")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD})
@Tag(name = "Redemption offers", description = "What partners give for credit")
public class OfferResource {
    private static final int LONGEST = 10_080;
    private static final long MOST_UNITS = 1_000_000_000L;

    private final OfferService service;
    private final Requests requests;
    private final Incoming incoming;

    OfferResource(OfferService service, Requests requests, Incoming incoming) {
        this.service = service;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** An offer to open. */
    @Schema(
            name = "NewRedemptionOffer",
            examples = "{\"communityId\":\"0198f000-0000-7000-8000-000000000010\",\"code\":\"swim\","
                    + "\"kind\":\"ticket\",\"minutes\":60,\"quantity\":40,\"from\":\"2026-06-01\","
                    + "\"until\":\"2026-08-31\",\"restrictions\":[\"off-peak\"]}")
    public record NewOffer(
            @Schema(description = "Your own id for it; given by the service when left out")
            UUID id,

            @NotNull UUID communityId,

            @Schema(description = "The partner that gives it, admitted as redeemer; your own agency when left out")
            UUID agencyId,

            @Schema(description = "What is offered, as a code", examples = "swim")
            @NotNull
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String code,

            @Schema(
                    description = "service: somebody's time. ticket: admission; whoever pays is given a code to show."
                            + " goods: things.",
                    enumeration = {"service", "ticket", "goods"})
            @NotNull
            @Pattern(regexp = "service|ticket|goods", message = "service, ticket or goods")
            String kind,

            @Schema(description = "What a unit takes") @NotNull @Min(1) @Max(LONGEST)
            Integer minutes,

            @Schema(description = "Units in all; no limit when left out") @Min(0) @Max(MOST_UNITS)
            Long quantity,

            @Schema(description = "The first day, where the community is")
            LocalDate from,

            @Schema(description = "The last day") LocalDate until,

            @Schema(
                    description = "What else is asked of who takes it, as codes; the partner sees to it",
                    examples = "[\"off-peak\"]")
            @Size(max = 20)
            List<@NotNull @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS) String> restrictions,

            @Schema(description = "Your own reference, unique among your offers for ever; never published")
            @Pattern(regexp = Fields.REFERENCE, message = Fields.REFERENCE_IS)
            String externalRef) {

        Offer.Terms terms(UUID partner) {
            return new Offer.Terms(
                    partner,
                    code,
                    Offer.Kind.of(kind),
                    minutes,
                    from,
                    until,
                    restrictions == null
                            ? List.of()
                            : restrictions.stream().distinct().toList());
        }
    }

    /** How much there is. */
    @Schema(name = "Stock", examples = "{\"quantity\":60}")
    public record Stock(
            @Schema(description = "Units in all, those taken among them") @NotNull @Min(0) @Max(MOST_UNITS)
            Long quantity) {}

    /** Why it is withdrawn. */
    @Schema(name = "OfferWithdrawal", examples = "{\"reason\":\"season-over\"}")
    public record Withdrawal(
            @Schema(description = "A code") @NotNull @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String reason) {}

    @POST
    @Operation(
            summary = "Open a redemption offer",
            description = "By the partner, or by the lead for it. The partner has to be admitted as redeemer.")
    @APIResponseSchema(value = OfferView.class, responseCode = "201")
    public Uni<Response> open(@NotNull @Valid NewOffer body) {
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.open(write.sql(), call.caller(), body));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Show a redemption offer", description = "To all agencies of its community.")
    @APIResponseSchema(OfferView.class)
    public Uni<Response> show(@PathParam("id") String id) {
        var offer = Ids.path(id, "redemption offer");
        var caller = incoming.caller();
        return requests.query(read -> service.show(read.sql(), caller, offer).map(Answer::response));
    }

    @GET
    @Operation(
            summary = "List a community's redemption offers",
            description = "Newest first; Link leads to the next page.")
    public Uni<Response> list(
            @QueryParam("communityId") String communityId,
            @QueryParam("agencyId") String agencyId,
            @QueryParam("kind") String kind,
            @QueryParam("state") String state,
            @Parameter(description = OwnReferences.ASKED) @QueryParam("externalRef") String externalRef,
            @Parameter(description = "To be had on this day or a later one") @QueryParam("from") String from,
            @Parameter(description = "To be had on this day or an earlier one") @QueryParam("to") String to,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit) {
        var filter = new OfferService.Filter(
                Ids.required(communityId, "communityId"),
                Ids.query(agencyId, "agencyId"),
                Parameters.oneOf(kind, "kind", List.of("service", "ticket", "goods")),
                Parameters.oneOf(state, "state", List.of("open", "withdrawn")),
                Parameters.reference(externalRef, "externalRef"),
                Parameters.day(from, "from"),
                Parameters.day(to, "to"),
                Page.of(cursor, limit));
        var caller = incoming.caller();
        Access.agency(caller);
        var filters = new LinkedHashMap<String, Object>();
        filters.put("communityId", filter.community());
        filters.put("agencyId", filter.agency());
        filters.put("kind", filter.kind());
        filters.put("state", filter.state());
        filters.put("externalRef", filter.externalRef());
        filters.put("from", filter.from());
        filters.put("to", filter.to());
        return requests.query(read -> service.list(read.sql(), caller, filter).map(rows -> filter.page()
                .response(
                        rows,
                        row -> OfferView.of(row, caller.agency()),
                        OfferRow::number,
                        "/redemption-offers",
                        filters)));
    }

    @POST
    @Path("{id}/stock")
    @Operation(
            summary = "Set the stock of a redemption offer",
            description = "By the partner, or the lead. Not below what is taken.")
    @APIResponseSchema(value = OfferView.class, responseCode = "201")
    public Uni<Response> setStock(@PathParam("id") String id, @NotNull @Valid Stock body) {
        var offer = Ids.path(id, "redemption offer");
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.setStock(write.sql(), call, offer, body));
    }

    @POST
    @Path("{id}/withdrawal")
    @Operation(
            summary = "Withdraw a redemption offer",
            description = "By the partner, or the lead. What was held and sold stays as it is.")
    @APIResponseSchema(value = OfferView.class, responseCode = "201")
    public Uni<Response> withdraw(@PathParam("id") String id, @NotNull @Valid Withdrawal body) {
        var offer = Ids.path(id, "redemption offer");
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.withdraw(write.sql(), call, offer, body));
    }
}
