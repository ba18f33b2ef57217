package org.reciprocity.ledger.exchange;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.access.OwnReferences;
import org.reciprocity.ledger.hold.HoldExpiry;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Fields;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Parameters;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;

/** Exchanges over HTTP. */
@Path("/exchanges")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD})
@Tag(name = "Exchanges", description = "Time given and received, confirmed, and moved in the book")
public class ExchangeResource {
    static final String ROLE = "member|family|neighbour|volunteer|professional";
    static final String ROLE_IS = "member, family, neighbour, volunteer or professional";
    static final String REASON = "recorded-twice|wrong-minutes|wrong-party|did-not-happen|other";
    static final String REASON_IS = "recorded-twice, wrong-minutes, wrong-party, did-not-happen or other";
    static final int LONGEST = ExchangeDecider.LONGEST_LEG_MINUTES;

    private final ExchangeService service;
    private final HoldExpiry expiry;
    private final ProposalBatcher batcher;
    private final Requests requests;
    private final Incoming incoming;

    ExchangeResource(
            ExchangeService service, HoldExpiry expiry, ProposalBatcher batcher, Requests requests, Incoming incoming) {
        this.service = service;
        this.expiry = expiry;
        this.batcher = batcher;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** An exchange to record. */
    @Schema(
            name = "NewExchange",
            examples = "{\"communityId\":\"0198f000-0000-7000-8000-000000000010\",\"kind\":\"service\","
                    + "\"occurredAt\":\"2026-05-04T10:00:00Z\",\"skill\":\"befriending\",\"legs\":[{"
                    + "\"providerId\":\"0198f000-0000-7000-8000-000000000021\","
                    + "\"receiverId\":\"0198f000-0000-7000-8000-000000000022\",\"minutes\":60}],"
                    + "\"confirmations\":[{\"participantId\":\"0198f000-0000-7000-8000-000000000021\",\"how\":\"party\"},"
                    + "{\"participantId\":\"0198f000-0000-7000-8000-000000000022\",\"how\":\"party\"}]}")
    public record NewExchange(
            @Schema(description = "Your own id for it; given by the service when left out")
            UUID id,

            @NotNull UUID communityId,

            UUID programmeId,

            @Schema(
                    description =
                            "service: participant to participant. contribution: participant to an agency, or to the"
                                    + " community by its id. codesign: the same, for planning, commissioning and"
                                    + " recruiting. redemption: redeeming agency to participant. gift: to the"
                                    + " participant who gets the credit, from the one who gives it away. grant: to a"
                                    + " participant or an agency, from the community by its id. issuance: to the"
                                    + " community by its id or to an agency, from nobody.",
                    enumeration = {"service", "contribution", "codesign", "redemption", "gift", "grant", "issuance"})
            @NotNull
            @Pattern(
                    regexp = "service|contribution|codesign|redemption|gift|grant|issuance",
                    message = "service, contribution, codesign, redemption, gift, grant or issuance")
            String kind,

            @Schema(description = "When it happened; not in the future") @NotNull
            Instant occurredAt,

            @Schema(description = "What was done, as a code") @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String skill,

            @Schema(description = "The match that this fulfils")
            UUID matchId,

            @Schema(
                    description =
                            "The case whose duty it serves, where time is given; its participant is one of the parties")
            UUID caseId,

            @Schema(description = "The decision that a codesign influenced, as a code; for a codesign only")
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String decision,

            @Schema(
                    description =
                            "The redemption offer that is taken up, for a redemption of one leg: it takes units of"
                                    + " the offer's stock, and has to come with the participant's confirmation.")
            UUID offerId,

            @Schema(
                    description = "Your own reference, unique among your exchanges for ever. It is not shown and never"
                            + " published; a second use is answered with the first exchange.")
            @Pattern(regexp = Fields.REFERENCE, message = Fields.REFERENCE_IS)
            String externalRef,

            @Schema(description = "Who gave to whom; or else a session") @Size(min = 1, max = ExchangeDecider.MOST_LEGS)
            List<@NotNull @Valid NewLeg> legs,

            @Schema(description = "Several who gave and received together, instead of legs") @Valid
            NewSession session,

            @Schema(description = "Confirmations there are already; when no more are needed it settles at once")
            @Size(max = 2 * ExchangeDecider.MOST_LEGS)
            List<@NotNull @Valid NewConfirmation> confirmations) {

        Exchange.Terms terms(UUID recordedBy, UUID bearer) {
            if ((legs == null) == (session == null)) {
                throw Problem.field("legs", "legs or a session, one of the two").exception();
            }
            return new Exchange.Terms(
                    new Exchange.Occasion(
                            Exchange.Kind.of(kind),
                            programmeId,
                            occurredAt,
                            skill,
                            matchId,
                            caseId,
                            decision,
                            session != null,
                            null,
                            new Exchange.Grounds(offerId, null, null)),
                    recordedBy,
                    bearer,
                    session == null ? legs.stream().map(NewLeg::leg).toList() : session.legs(communityId));
        }

        List<ExchangeCommand.Word> given() {
            return confirmations == null
                    ? List.of()
                    : confirmations.stream().map(NewConfirmation::word).toList();
        }
    }

    /** A leg to record. */
    @Schema(name = "NewLeg")
    public record NewLeg(
            @Schema(description = "Who gave, and is credited") @NotNull
            UUID providerId,

            @Schema(description = "Who received, and pays; left out where credit is issued")
            UUID receiverId,

            @Schema(description = "1 to what the community's policy allows") @NotNull @Min(1) @Max(LONGEST)
            Integer minutes,

            @Schema(description = "What the provider was in this; member when left out")
            @Pattern(regexp = ROLE, message = ROLE_IS)
            String providerRole,

            @Schema(description = "What the receiver was in this; member when left out")
            @Pattern(regexp = ROLE, message = ROLE_IS)
            String receiverRole) {

        Exchange.Leg leg() {
            return new Exchange.Leg(
                    providerId,
                    Optional.ofNullable(receiverId).orElse(Exchange.NOBODY),
                    minutes,
                    NewSession.role(providerRole),
                    NewSession.role(receiverRole));
        }
    }

    /** Why a proposed exchange is given up. */
    @Schema(name = "Cancellation", examples = "{\"reason\":\"did-not-happen\"}")
    public record Cancellation(
            @Schema(enumeration = {"recorded-twice", "wrong-minutes", "wrong-party", "did-not-happen", "other"})
            @NotNull
            @Pattern(regexp = REASON, message = REASON_IS)
            String reason) {}

    /** Why a settled exchange is reversed. */
    @Schema(name = "Reversal", examples = "{\"reason\":\"recorded-twice\"}")
    public record Reversal(
            @Schema(enumeration = {"recorded-twice", "wrong-minutes", "wrong-party", "did-not-happen", "other"})
            @NotNull
            @Pattern(regexp = REASON, message = REASON_IS)
            String reason) {}

    @POST
    @Operation(
            summary = "Record an exchange",
            description =
                    "It settles at once, and moves minutes, when the confirmations needed are given with it. A"
                            + " service needs its receivers' word and, if the policy says so, its providers', or a broker's; a contribution and a codesign"
                            + " its providers' and the receiving agency's, which that agency gives by recording it; a redemption the"
                            + " participant's; a gift the giver's own; grant and issuance need a broker or steward of the lead agency.")
    @APIResponseSchema(value = ExchangeView.class, responseCode = "201")
    public Uni<Response> propose(@NotNull @Valid NewExchange body) {
        var call = incoming.call(body);
        Access.agency(call.caller());
        var proposal = Proposal.of(call.caller(), body);
        if (call.caller().confined() && !proposal.terms().has(call.caller().participant())) {
            throw ExchangeProblems.of(new Refusal.NotTheBearers()).exception();
        }
        return proposal.alone()
                ? expiry.ofOffer(body.offerId())
                        .chain(() -> requests.command(call, write -> service.propose(write, proposal)))
                : requests.command(call, proposal, batcher.proposals());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Show an exchange")
    @APIResponseSchema(ExchangeView.class)
    public Uni<Response> show(@PathParam("id") String id) {
        var exchange = Ids.path(id, "exchange");
        var caller = incoming.caller();
        return requests.query(read -> service.find(read.sql(), caller, exchange).map(Answer::response));
    }

    @GET
    @Operation(
            summary = "List the exchanges you may see",
            description =
                    "Newest first; Link leads to the next page. communityId is needed, the rest narrows it down. A page"
                            + " looks at a limited number of exchanges, so it may hold fewer than asked for, or none, and still"
                            + " lead to a next one: only a page without Link is the last.")
    public Uni<Response> list(@BeanParam ExchangeQuery query) {
        var filter = query.filter();
        var caller = incoming.caller();
        Access.agency(caller);
        return requests.query(read -> service.list(read.sql(), caller, filter).map(found -> filter.page()
                .responseAsFarAs(
                        found.walkedTo(),
                        found.rows(),
                        ExchangeService.Listed::view,
                        ExchangeService.Listed::number,
                        "/exchanges",
                        query.parameters())));
    }

    @POST
    @Path("{id}/confirmations")
    @Operation(
            summary = "Confirm an exchange",
            description =
                    "It settles when nobody else is waited for. Minutes that differ by more than the tolerance put it in"
                            + " dispute.")
    @APIResponseSchema(value = ExchangeView.class, responseCode = "201")
    public Uni<Response> confirm(@PathParam("id") String id, @NotNull @Valid NewConfirmation body) {
        var exchange = Ids.path(id, "exchange");
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.confirm(write, call, exchange, body));
    }

    @POST
    @Path("{id}/cancellation")
    @Operation(
            summary = "Cancel an exchange that is not settled",
            description = "For the agency that recorded it, and for the lead.")
    @APIResponseSchema(value = ExchangeView.class, responseCode = "201")
    public Uni<Response> cancel(@PathParam("id") String id, @NotNull @Valid Cancellation body) {
        var exchange = Ids.path(id, "exchange");
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.cancel(write, call, exchange, body));
    }

    @POST
    @Path("{id}/reversal")
    @Operation(
            summary = "Reverse a settled exchange",
            description = "Moves back what it moved, past the limits if need be; once. For the agency that recorded it,"
                    + " and for the lead.")
    @APIResponseSchema(value = ExchangeView.class, responseCode = "201")
    public Uni<Response> reverse(@PathParam("id") String id, @NotNull @Valid Reversal body) {
        var exchange = Ids.path(id, "exchange");
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.reverse(write, call, exchange, body));
    }

    /** The parameters of a list of exchanges. */
    public static class ExchangeQuery {
        @QueryParam("communityId")
        String communityId;

        @QueryParam("programmeId")
        String programmeId;

        @QueryParam("participantId")
        String participantId;

        @QueryParam("kind")
        String kind;

        @QueryParam("state")
        String state;

        @Parameter(description = OwnReferences.ASKED)
        @QueryParam("externalRef")
        String externalRef;

        @QueryParam("from")
        String from;

        @QueryParam("to")
        String to;

        @QueryParam("cursor")
        String cursor;

        @QueryParam("limit")
        String limit;

        ExchangeFilter filter() {
            return new ExchangeFilter(
                    Ids.required(communityId, "communityId"),
                    Ids.query(programmeId, "programmeId"),
                    Ids.query(participantId, "participantId"),
                    Parameters.oneOf(
                            kind,
                            "kind",
                            Arrays.stream(Exchange.Kind.values())
                                    .map(Exchange.Kind::wire)
                                    .toList()),
                    Parameters.oneOf(
                            state,
                            "state",
                            List.of("proposed", "disputed", "settled", "cancelled", "lapsed", "reversed")),
                    Parameters.reference(externalRef, "externalRef"),
                    Parameters.time(from, "from"),
                    Parameters.time(to, "to"),
                    Page.of(cursor, limit));
        }

        Map<String, Object> parameters() {
            var parameters = new LinkedHashMap<String, Object>();
            parameters.put("communityId", communityId);
            parameters.put("programmeId", programmeId);
            parameters.put("participantId", participantId);
            parameters.put("kind", kind);
            parameters.put("state", state);
            parameters.put("externalRef", externalRef);
            parameters.put("from", from);
            parameters.put("to", to);
            return parameters;
        }
    }
}
