package org.reciprocity.ledger.contract;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
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
import java.time.LocalDate;
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

/** Contracts over HTTP. */
@Path("/contracts")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.STEWARD)
@Tag(name = "Contracts", description = "What is commissioned, and by what it is measured")
public class ContractResource {
    private static final String DOMAINS = "training-and-employment|physical-wellbeing|mental-wellbeing|participation"
            + "|social-networks|safety|independence|user-direction";

    private final ContractService service;
    private final Requests requests;
    private final Incoming incoming;

    ContractResource(ContractService service, Requests requests, Incoming incoming) {
        this.service = service;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** A contract to let. */
    @Schema(
            name = "NewContract",
            examples =
                    "{\"communityId\":\"0198f000-0000-7000-8000-000000000010\",\"code\":\"day-care-2026\","
                            + "\"commissionerId\":\"0198f000-0000-7000-8000-000000000002\","
                            + "\"programmeIds\":[\"0198f000-0000-7000-8000-000000000030\"],"
                            + "\"providerIds\":[\"0198f000-0000-7000-8000-000000000001\"],\"from\":\"2026-04-01\","
                            + "\"to\":\"2029-03-31\",\"domains\":[{\"domain\":\"mental-wellbeing\","
                            + "\"measuredBy\":{\"kind\":\"instrument\",\"code\":\"SWEMWBS\"},\"target\":1.5,"
                            + "\"direction\":\"at-least\"}],\"paidOn\":\"measure-change\",\"counterFigure\":\"follow-up-rate\"}")
    public record NewContract(
            @Schema(description = "Your own id for it; given by the service when left out")
            UUID id,

            @NotNull UUID communityId,

            @Schema(description = "What it is called; unique in the community")
            @NotNull
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String code,

            @Schema(description = "The agency that commissions: your own, also when left out")
            UUID commissionerId,

            @Schema(description = "By which programmes it is fulfilled") @NotNull @Size(min = 1, max = 100)
            List<@NotNull UUID> programmeIds,

            @Schema(description = "The agencies that fulfil it") @NotNull @Size(min = 1, max = 100)
            List<@NotNull UUID> providerIds,

            @Schema(description = "The first day") @NotNull LocalDate from,

            @Schema(description = "The last day") @NotNull LocalDate to,

            @NotNull @Size(min = 1, max = 50) List<@NotNull @Valid DomainBody> domains,

            @Schema(
                    description = "The code of the figure of the catalogue that is paid on",
                    examples = "measure-change")
            @NotNull
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String paidOn,

            @Schema(
                    description =
                            "The code of another figure of the catalogue, which shows whether that one is reached at the expense of what"
                                    + " was meant; never left out",
                    examples = "follow-up-rate")
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String counterFigure,

            @Schema(description = "Your own reference, unique among your contracts for ever; never published")
            @Pattern(regexp = Fields.REFERENCE, message = Fields.REFERENCE_IS)
            String externalRef) {

        Contract.Terms terms(UUID caller) {
            return new Contract.Terms(
                    code,
                    commissionerId == null ? caller : commissionerId,
                    programmeIds.stream().distinct().toList(),
                    providerIds.stream().distinct().toList(),
                    from,
                    to,
                    domains.stream().map(DomainBody::commissioned).toList(),
                    paidOn,
                    counterFigure);
        }
    }

    /** An outcome domain. */
    @Schema(name = "OutcomeDomain")
    public record DomainBody(
            @Schema(
                    enumeration = {
                        "training-and-employment",
                        "physical-wellbeing",
                        "mental-wellbeing",
                        "participation",
                        "social-networks",
                        "safety",
                        "independence",
                        "user-direction"
                    })
            @NotNull
            @Pattern(regexp = DOMAINS, message = "one of the domains of the API's description")
            String domain,

            @Schema(description = "By what it is agreed to be measured") @NotNull @Valid
            MeasuredByBody measuredBy,

            @Schema(description = "The value to reach; with a direction") @Digits(integer = 15, fraction = 6)
            BigDecimal target,

            @Schema(
                    description = "On which side of the target it should be",
                    enumeration = {"at-least", "at-most"})
            @Pattern(regexp = "at-least|at-most", message = "at-least or at-most")
            String direction) {

        Contract.Domain commissioned() {
            return new Contract.Domain(
                    domain,
                    new Contract.MeasuredBy(measuredBy.kind(), measuredBy.code()),
                    Decimals.plain(target),
                    direction);
        }

        static DomainBody of(Contract.Domain domain) {
            return new DomainBody(
                    domain.domain(),
                    new MeasuredByBody(
                            domain.measuredBy().kind(), domain.measuredBy().code()),
                    domain.target(),
                    domain.direction());
        }
    }

    /** By what a domain is measured. */
    @Schema(name = "MeasuredBy")
    public record MeasuredByBody(
            @Schema(enumeration = {"figure", "instrument", "service-use", "follow-up"})
            @NotNull
            @Pattern(
                    regexp = "figure|instrument|service-use|follow-up",
                    message = "figure, instrument, service-use or follow-up")
            String kind,

            @Schema(description = "The figure, the instrument, the service or the event", examples = "SWEMWBS")
            @NotNull
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String code) {}

    /** A contract. */
    @Schema(name = "Contract")
    public record ContractView(
            UUID id,
            UUID communityId,
            String code,
            UUID commissionerId,
            List<UUID> programmeIds,
            List<UUID> providerIds,
            LocalDate from,
            LocalDate to,
            List<DomainBody> domains,
            String paidOn,
            String counterFigure,

            @Schema(description = "Its last day, where it has been ended")
            LocalDate endedOn,

            @Schema(description = "Why it was ended") String endedFor,

            Instant recordedAt,
            long version) {}

    /** On which day it ends, and why. */
    @Schema(name = "ContractEnd", examples = "{\"endedOn\":\"2028-03-31\",\"reason\":\"break-clause\"}")
    public record End(
            @Schema(description = "Its last day, one of its own") @NotNull
            LocalDate endedOn,

            @Schema(description = "A code") @NotNull @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String reason) {}

    @POST
    @Operation(
            summary = "Let a contract",
            description =
                    "Your agency is the commissioner. What is paid on is never looked at alone: name a counter-figure.")
    @APIResponseSchema(value = ContractView.class, responseCode = "201")
    public Uni<Response> let(@NotNull @Valid NewContract body) {
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.let(write.sql(), call.caller(), body));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Show a contract", description = "To stewards of all agencies of its community.")
    @APIResponseSchema(ContractView.class)
    public Uni<Response> show(@PathParam("id") String id) {
        var contract = Ids.path(id, "contract");
        var caller = incoming.caller();
        return requests.query(read -> service.show(read.sql(), caller, contract).map(Answer::response));
    }

    @GET
    @Operation(
            summary = "List the contracts of a community",
            description = "Newest first; Link leads to the next page. agencyId is the commissioner.")
    public Uni<Response> list(
            @QueryParam("communityId") String communityId,
            @QueryParam("programmeId") String programmeId,
            @QueryParam("agencyId") String agencyId,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit) {
        var filter = new ContractService.Filter(
                Ids.required(communityId, "communityId"),
                Ids.query(programmeId, "programmeId"),
                Ids.query(agencyId, "agencyId"),
                Page.of(cursor, limit));
        var caller = incoming.caller();
        Access.agency(caller);
        var filters = new LinkedHashMap<String, Object>();
        filters.put("communityId", filter.community());
        filters.put("programmeId", filter.programme());
        filters.put("agencyId", filter.commissioner());
        return requests.query(read -> service.list(read.sql(), caller, filter).map(rows -> filter.page()
                .response(rows, ContractRow::view, ContractRow::number, "/contracts", filters)));
    }

    @POST
    @Path("{id}/end")
    @Operation(summary = "End a contract", description = "By the commissioner, on one of its days.")
    @APIResponseSchema(value = ContractView.class, responseCode = "201")
    public Uni<Response> end(@PathParam("id") String id, @NotNull @Valid End body) {
        var contract = Ids.path(id, "contract");
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.end(write.sql(), call, contract, body));
    }
}
