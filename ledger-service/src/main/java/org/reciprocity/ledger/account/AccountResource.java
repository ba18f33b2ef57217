package org.reciprocity.ledger.account;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Parameters;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;

/** Accounts over HTTP. */
@Path("/accounts")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD})
@Tag(name = "Accounts", description = "Balances, statements and limits, in minutes")
public class AccountResource {
    private static final long MOST = 100_000_000_000L;

    private final AccountService service;
    private final Requests requests;
    private final Incoming incoming;

    AccountResource(AccountService service, Requests requests, Incoming incoming) {
        this.service = service;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** An account. */
    @Schema(name = "Account")
    public record AccountView(
            UUID id,
            UUID communityId,

            @Schema(enumeration = {"participant", "agency", "pot", "issuance", "redemption", "clearing"})
            String kind,

            UUID ownerId,
            long balanceMinutes,

            @Schema(description = "What of the balance is held for something")
            long reservedMinutes,

            @Schema(
                    description =
                            "What can be spent: balance less what is reserved, down to the floor; absent without one")
            Long availableMinutes,

            @Schema(description = "The lowest balance, inclusive; absent for none")
            Long floorMinutes,

            @Schema(description = "The highest balance, inclusive; absent for none")
            Long ceilingMinutes,

            @Schema(
                    description =
                            "Whether these limits are the policy's, which it follows; only of participants' accounts")
            Boolean limitsByPolicy,

            @Schema(enumeration = {"open", "suspended", "closed"})
            String status,

            @Schema(description = "Of its limits and status: postings do not raise it")
            long version) {}

    /** A line of a statement. */
    @Schema(name = "StatementItem")
    public record StatementItem(
            UUID exchangeId,
            String kind,
            long minutes,

            @Schema(description = "The balance after it") long balanceMinutes,

            Instant occurredAt,
            Instant recordedAt,
            boolean reversal) {}

    /** Limits to set. */
    @Schema(name = "Limits", examples = "{\"floorMinutes\":-1200,\"ceilingMinutes\":6000}")
    public record Limits(
            @Schema(description = "The lowest balance, inclusive, zero or below; none when left out")
            @Min(-MOST)
            @Max(MOST)
            Long floorMinutes,

            @Schema(description = "The highest balance, inclusive, zero or above; none when left out")
            @Min(-MOST)
            @Max(MOST)
            Long ceilingMinutes,

            @Schema(
                    description =
                            "true: the limits of the community's policy, without limits here, and its account follows"
                                    + " the policy from then on; only of a participant's account")
            Boolean byPolicy) {}

    @GET
    @Operation(
            summary = "List accounts",
            description = "Of a community, those you may see, newest first; Link leads to the next page.")
    public Uni<Response> list(
            @QueryParam("communityId") String communityId,
            @QueryParam("ownerId") String ownerId,
            @QueryParam("kind") String kind,
            @QueryParam("status") String status,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit) {
        var community = Ids.required(communityId, "communityId");
        var owner = Ids.query(ownerId, "ownerId");
        var of = Parameters.oneOf(
                kind,
                "kind",
                Arrays.stream(AccountKind.values()).map(AccountKind::wire).toList());
        var in = Parameters.oneOf(status, "status", List.of("open", "suspended", "closed"));
        var page = Page.of(cursor, limit);
        var caller = incoming.caller();
        var filters = new LinkedHashMap<String, Object>();
        filters.put("communityId", community);
        filters.put("ownerId", owner);
        filters.put("kind", of);
        filters.put("status", in);
        return requests.query(read -> service.list(read.sql(), caller, community, owner, of, in, page)
                .map(rows -> page.response(
                        rows, AccountService.Listed::view, AccountService.Listed::number, "/accounts", filters)));
    }

    @GET
    @Path("{id}")
    @Operation(
            summary = "Show an account and its balance",
            description = "With at or knownAt, the balance at that time (AccountBalance); else as it is (Account).")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(oneOf = {AccountView.class, AsOf.BalanceView.class})))
    public Uni<Response> show(
            @PathParam("id") String id,
            @Parameter(description = AsOf.AT_IS) @QueryParam("at") String at,
            @Parameter(description = AsOf.KNOWN_AT_IS) @QueryParam("knownAt") String knownAt) {
        var account = Ids.path(id, "account");
        var asOf = AsOf.of(at, knownAt);
        var caller = incoming.caller();
        return requests.query(read -> (asOf.isNow()
                        ? service.find(read.sql(), caller, account)
                        : service.balance(read.sql(), caller, account, asOf))
                .map(Answer::response));
    }

    @GET
    @Path("{id}/statement")
    @Operation(
            summary = "Show an account's postings",
            description =
                    "Newest first; Link leads to the next page. With at or knownAt, those of that time and what they"
                            + " come to, and asOf tells of when they are. The balance of a line is that of all up to it,"
                            + " those that are not shown too.")
    public Uni<Response> statement(
            @PathParam("id") String id,
            @Parameter(description = AsOf.AT_IS) @QueryParam("at") String at,
            @Parameter(description = AsOf.KNOWN_AT_IS) @QueryParam("knownAt") String knownAt,
            @Parameter(description = "Only exchanges of this kind") @QueryParam("kind") String kind,
            @Parameter(description = "Only what occurred then or later") @QueryParam("from") String from,
            @Parameter(description = "Only what occurred before that") @QueryParam("to") String to,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit) {
        var account = Ids.path(id, "account");
        var asOf = AsOf.of(at, knownAt);
        var filter = StatementFilter.of(kind, from, to);
        var page = Page.of(cursor, limit);
        var caller = incoming.caller();
        if (!asOf.isNow()) {
            return requests.query(read -> service.statement(read.sql(), caller, account, asOf, filter, page)
                    .map(statement -> page.response(
                            statement.lines(),
                            AccountRow.StatementLine::item,
                            AccountRow.StatementLine::number,
                            "/accounts/" + account + "/statement",
                            filter.parameters(statement.asOf().parameters()),
                            statement.asOf())));
        }
        return requests.query(read -> service.statement(read.sql(), caller, account, filter, page)
                .map(lines -> page.response(
                        lines,
                        AccountRow.StatementLine::item,
                        AccountRow.StatementLine::number,
                        "/accounts/" + account + "/statement",
                        filter.parameters(Map.of()))));
    }

    @PUT
    @Path("{id}/limits")
    @RolesAllowed(Roles.STEWARD)
    @Operation(
            summary = "Set an account's limits",
            description =
                    "Role steward, of the lead agency. A balance may stand outside its new limits; it can then only"
                            + " move towards them. A participant's account with limits of its own no longer follows the"
                            + " community's policy, until byPolicy is said.")
    @Parameter(
            name = "If-Match",
            in = ParameterIn.HEADER,
            required = true,
            description = "The ETag of the account as you read it")
    @APIResponseSchema(AccountView.class)
    public Uni<Response> setLimits(@PathParam("id") String id, @NotNull @Valid Limits body) {
        var account = Ids.path(id, "account");
        var call = incoming.call(body);
        return requests.command(
                call,
                write -> Boolean.TRUE.equals(body.byPolicy())
                        ? service.followPolicy(write, call, account, body)
                        : service.change(
                                write,
                                call,
                                account,
                                new AccountCommand.SetLimits(body.floorMinutes(), body.ceilingMinutes())));
    }
}
