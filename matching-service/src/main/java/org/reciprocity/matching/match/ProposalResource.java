package org.reciprocity.matching.match;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.matching.command.Commands;
import org.reciprocity.matching.command.Reading;
import org.reciprocity.matching.http.Answer;
import org.reciprocity.matching.http.Callers;
import org.reciprocity.matching.http.Forms;
import org.reciprocity.matching.http.Ids;
import org.reciprocity.matching.http.IfMatch;
import org.reciprocity.matching.http.Paging;
import org.reciprocity.matching.http.Query;
import org.reciprocity.matching.http.RequestHead;

/** {@code /proposals}. */
@Path("/proposals")
@Tag(name = "Proposals", description = "Matches that a round proposed, and what both sides say to them")
@RolesAllowed({"agency", "broker", "steward"})
@Produces(MediaType.APPLICATION_JSON)
public class ProposalResource {
    private static final String SIDES = "giver|receiver";
    private static final Set<String> STATES = Set.of("proposed", "agreed", "declined", "fulfilled");

    private final MatchService matches;
    private final Arrangements arrangements;
    private final Commands commands;
    private final Reading reading;
    private final Callers callers;
    private final Forms forms;

    ProposalResource(
            MatchService matches,
            Arrangements arrangements,
            Commands commands,
            Reading reading,
            Callers callers,
            Forms forms) {
        this.matches = matches;
        this.arrangements = arrangements;
        this.commands = commands;
        this.reading = reading;
        this.callers = callers;
        this.forms = forms;
    }

    /** Proposes a match. */
    @POST
    @RolesAllowed({"broker", "steward"})
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "arrangeProposal",
            summary = "Propose a match without a round",
            description =
                    "By a broker who sees both. The hard filters have to hold, and enough has to be left of the offer's"
                            + " capacity and of the request's need. acceptedFor says for whom there is a yes already.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ArrangementForm.class),
                            examples = @ExampleObject(name = "an hour that both said yes to", value = """
                                    {"offerId": "01890a5d-ac96-774b-bcce-b302099a8201",
                                     "requestId": "01890a5d-ac96-774b-bcce-b302099a8301", "minutes": 60,
                                     "acceptedFor": ["giver", "receiver"]}""")))
    @APIResponse(
            responseCode = "201",
            description = "Proposed, or agreed",
            content = @Content(schema = @Schema(implementation = ProposalView.class)))
    public Uni<Response> arrange(byte[] body, @HeaderParam("Idempotency-Key") String key, @Context UriInfo uri) {
        var caller = callers.ofAgency();
        var form = forms.read(body, ArrangementForm.class);
        return commands.run(
                new RequestHead(caller, uri.getPath(), key, body), work -> arrangements.arrange(work, caller, form));
    }

    /** Ends a match, and lets somebody else help instead. */
    @POST
    @Path("/{id}/reassignment")
    @RolesAllowed({"broker", "steward"})
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "reassignProposal",
            summary = "End a match, and let somebody else help instead",
            description =
                    "By a broker who sees both. With offerId the new match is proposed in the same step, and answered;"
                            + " without, the request is open again for the next round, and the ended match is answered. The pair is"
                            + " not proposed again for this request.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ReassignmentForm.class),
                            examples = @ExampleObject(name = "after a no-show", value = """
                                    {"side": "giver", "reason": "no-show",
                                     "offerId": "01890a5d-ac96-774b-bcce-b302099a8202"}""")))
    @APIResponse(
            responseCode = "201",
            description = "The new match, or the one that ended",
            content = @Content(schema = @Schema(implementation = ProposalView.class)))
    public Uni<Response> reassign(
            @PathParam("id") String id,
            byte[] body,
            @HeaderParam("Idempotency-Key") String key,
            @HeaderParam("If-Match") String ifMatch,
            @Context UriInfo uri) {
        var caller = callers.ofAgency();
        var proposal = Ids.inPath(id);
        var version = IfMatch.of(ifMatch);
        var form = forms.read(body, ReassignmentForm.class);
        var reason = reason(form.reason());
        return commands.run(
                new RequestHead(caller, uri.getPath(), key, body),
                work -> arrangements.reassign(work, caller, proposal, form, reason, version));
    }

    private static DeclineReason reason(String code) {
        return DeclineReason.of(code)
                .filter(DeclineReason::ofPeople)
                .orElseThrow(() -> Forms.invalid("reason", "must be one of " + DeclineReason.codesOfPeople()));
    }

    /** Accepts for one side. */
    @POST
    @Path("/{id}/acceptances")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "acceptProposal",
            summary = "Accept a proposal for one side",
            description = "Agreed once both sides have. An agency answers for participants it sees.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AcceptanceForm.class),
                            examples = @ExampleObject(name = "giver", value = "{\"side\": \"giver\"}")))
    @APIResponse(
            responseCode = "201",
            description = "Accepted",
            content = @Content(schema = @Schema(implementation = ProposalView.class)))
    public Uni<Response> accept(
            @PathParam("id") String id,
            byte[] body,
            @HeaderParam("Idempotency-Key") String key,
            @HeaderParam("If-Match") String ifMatch,
            @Context UriInfo uri) {
        var caller = callers.ofAgency();
        var proposal = Ids.inPath(id);
        var form = forms.read(body, AcceptanceForm.class);
        var version = IfMatch.of(ifMatch);
        return commands.run(
                new RequestHead(caller, uri.getPath(), key, body),
                work -> matches.accept(work, caller, proposal, Side.of(form.side()), version));
    }

    /** Declines for one side. */
    @POST
    @Path("/{id}/declines")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "declineProposal",
            summary = "Decline a proposal for one side",
            description = "The reserved minutes are free again, and the pair is not proposed again for this request.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeclineForm.class),
                            examples =
                                    @ExampleObject(
                                            name = "too far",
                                            value = "{\"side\": \"giver\", \"reason\": \"too-far\"}")))
    @APIResponse(
            responseCode = "201",
            description = "Declined",
            content = @Content(schema = @Schema(implementation = ProposalView.class)))
    public Uni<Response> decline(
            @PathParam("id") String id,
            byte[] body,
            @HeaderParam("Idempotency-Key") String key,
            @HeaderParam("If-Match") String ifMatch,
            @Context UriInfo uri) {
        var caller = callers.ofAgency();
        var proposal = Ids.inPath(id);
        var form = forms.read(body, DeclineForm.class);
        var version = IfMatch.of(ifMatch);
        var reason = reason(form.reason());
        return commands.run(
                new RequestHead(caller, uri.getPath(), key, body),
                work -> matches.decline(work, caller, proposal, Side.of(form.side()), reason, version));
    }

    /** Shows a proposal. */
    @GET
    @Path("/{id}")
    @Operation(operationId = "getProposal", summary = "A proposal, with the parts of its score")
    @APIResponse(
            responseCode = "200",
            description = "The proposal",
            content = @Content(schema = @Schema(implementation = ProposalView.class)))
    public Uni<Response> get(@PathParam("id") String id) {
        var caller = callers.ofAgency();
        return ProposalReading.one(reading.sql(), caller, Ids.inPath(id))
                .map(found -> Answer.shown(found, ProposalView::version).toResponse());
    }

    /** Tells why a match was proposed. */
    @GET
    @Path("/{id}/why")
    @RolesAllowed({"broker", "steward"})
    @Operation(
            operationId = "getProposalWhy",
            summary = "Why a match was proposed, in words",
            description = "For brokers who see both sides. Why somebody else was not is told by GET /candidates.")
    @APIResponse(
            responseCode = "200",
            description = "The parts of the score that brought points",
            content = @Content(schema = @Schema(implementation = Why.class)))
    public Uni<Response> why(@PathParam("id") String id) {
        var caller = callers.ofAgency();
        return ProposalReading.one(reading.sql(), caller, Ids.inPath(id))
                .map(found -> found.isEmpty() || !found.getFirst().isWhole()
                        ? Answer.notFound().toResponse()
                        : Answer.ok(Why.of(found.getFirst())).toResponse());
    }

    /** Lists a community's proposals. */
    @GET
    @Operation(operationId = "listProposals", summary = "Proposals of a community, newest first")
    public Uni<Response> list(
            @QueryParam("communityId") String community,
            @QueryParam("participantId") String participant,
            @QueryParam("state") String state,
            @QueryParam("roundId") String round,
            @QueryParam("requestId") String request,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit,
            @Context UriInfo uri) {
        var caller = callers.ofAgency();
        var paging = Paging.of(cursor, limit);
        return ProposalReading.page(
                        reading.sql(),
                        caller,
                        Query.id("communityId", community),
                        Query.optionalId("participantId", participant),
                        Query.optionalWord("state", state, STATES),
                        Query.optionalId("roundId", round),
                        Query.optionalId("requestId", request),
                        paging)
                .map(found -> paging.answer(found, ProposalView::recordedAt, ProposalView::id, uri));
    }

    /**
     * The body of {@code POST /proposals/{id}/acceptances}.
     *
     * @param side giver or receiver
     */
    @Schema(name = "Acceptance")
    public record AcceptanceForm(
            @NotNull(message = "must be given") @Pattern(regexp = SIDES, message = "must be giver or receiver")
            String side) {}

    /**
     * The body of {@code POST /proposals/{id}/declines}.
     *
     * @param side giver or receiver
     * @param reason why
     */
    @Schema(name = "NewDecline")
    public record DeclineForm(
            @NotNull(message = "must be given") @Pattern(regexp = SIDES, message = "must be giver or receiver")
            String side,

            @NotNull(message = "must be given") String reason) {}
}
