package org.reciprocity.matching.session;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
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
import java.time.Instant;
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
import org.reciprocity.matching.http.ProblemType;
import org.reciprocity.matching.http.Query;
import org.reciprocity.matching.http.RefusedException;
import org.reciprocity.matching.http.RequestHead;

/** {@code /sessions}. */
@Path("/sessions")
@Tag(name = "Sessions", description = "When agreed matches are carried out, and what became of it")
@RolesAllowed({"agency", "broker", "steward"})
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {
    private static final Set<String> STATES = Set.of("planned", "held", "missed", "cancelled");

    private final SessionService sessions;
    private final Commands commands;
    private final Reading reading;
    private final Callers callers;
    private final Forms forms;

    SessionResource(SessionService sessions, Commands commands, Reading reading, Callers callers, Forms forms) {
        this.sessions = sessions;
        this.commands = commands;
        this.reading = reading;
        this.callers = callers;
        this.forms = forms;
    }

    /** Plans a session. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "planSession",
            summary = "Plan a session of an agreed match",
            description =
                    "By an agency that sees one of the two. The sessions planned and held take no more minutes than"
                            + " were agreed, and on the day of each the giver has the clearance that the request asks for.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SessionForm.class),
                            examples = @ExampleObject(name = "an hour", value = """
                                    {"proposalId": "01890a5d-ac96-774b-bcce-b302099a8401",
                                     "startsAt": "2026-04-08T13:00:00Z", "minutes": 60}""")))
    @APIResponse(
            responseCode = "201",
            description = "Planned",
            content = @Content(schema = @Schema(implementation = SessionView.class)))
    public Uni<Response> plan(byte[] body, @HeaderParam("Idempotency-Key") String key, @Context UriInfo uri) {
        var caller = callers.ofAgency();
        var form = forms.read(body, SessionForm.class);
        return commands.run(
                new RequestHead(caller, uri.getPath(), key, body), work -> sessions.plan(work, caller, form));
    }

    /** Says what became of a session. */
    @POST
    @Path("/{id}/outcome")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "closeSession",
            summary = "Say that a session was held, missed by somebody, or cancelled",
            description = "Once. Held and missed only after it has begun, and not by a participant's own token."
                    + " A session that was held is no exchange: record that"
                    + " in the ledger, with the proposal as its match.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = OutcomeForm.class),
                            examples = {
                                @ExampleObject(name = "held", value = "{\"outcome\": \"held\"}"),
                                @ExampleObject(
                                        name = "no-show",
                                        value = "{\"outcome\": \"missed\", \"by\": \"giver\"}"),
                                @ExampleObject(
                                        name = "called off",
                                        value = "{\"outcome\": \"cancelled\", \"reason\": \"illness\"}")
                            }))
    @APIResponse(
            responseCode = "201",
            description = "Noted",
            content = @Content(schema = @Schema(implementation = SessionView.class)))
    public Uni<Response> close(
            @PathParam("id") String id,
            byte[] body,
            @HeaderParam("Idempotency-Key") String key,
            @HeaderParam("If-Match") String ifMatch,
            @Context UriInfo uri) {
        var caller = callers.ofAgency();
        var session = Ids.inPath(id);
        var version = IfMatch.of(ifMatch);
        var form = forms.read(body, OutcomeForm.class);
        var asked = form.command(Instant.EPOCH);
        if (caller.confined() && !(asked instanceof SessionCommand.Cancel)) {
            throw new RefusedException(Answer.problem(
                    ProblemType.ROLE_MISSING,
                    "A participant's own token cancels a session. That it was held or missed is said by an agency."));
        }
        return commands.run(
                new RequestHead(caller, uri.getPath(), key, body),
                work -> sessions.close(work, caller, session, form, version));
    }

    /** Shows a session. */
    @GET
    @Path("/{id}")
    @Operation(operationId = "getSession", summary = "A session")
    @APIResponse(
            responseCode = "200",
            description = "The session",
            content = @Content(schema = @Schema(implementation = SessionView.class)))
    public Uni<Response> get(@PathParam("id") String id) {
        var caller = callers.ofAgency();
        return SessionReading.one(reading.sql(), caller, Ids.inPath(id))
                .map(found -> Answer.shown(found, SessionView::version).toResponse());
    }

    /** Lists a community's sessions. */
    @GET
    @Operation(operationId = "listSessions", summary = "Sessions of a community, the latest planned first")
    public Uni<Response> list(
            @QueryParam("communityId") String community,
            @QueryParam("participantId") String participant,
            @QueryParam("proposalId") String proposal,
            @QueryParam("state") String state,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit,
            @Context UriInfo uri) {
        var caller = callers.ofAgency();
        var paging = Paging.of(cursor, limit);
        return SessionReading.page(
                        reading.sql(),
                        caller,
                        Query.id("communityId", community),
                        Query.optionalId("participantId", participant),
                        Query.optionalId("proposalId", proposal),
                        Query.optionalWord("state", state, STATES),
                        paging)
                .map(found -> paging.answer(found, SessionView::recordedAt, SessionView::id, uri));
    }
}
