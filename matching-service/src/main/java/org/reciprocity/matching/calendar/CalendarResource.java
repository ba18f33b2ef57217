package org.reciprocity.matching.calendar;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
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

/** {@code /calendars}. */
@Path("/calendars")
@Tag(name = "Calendars", description = "Sessions for calendar programs, by a secret link")
@RolesAllowed({"agency", "broker", "steward"})
@Produces(MediaType.APPLICATION_JSON)
public class CalendarResource {
    private static final String ICALENDAR = "text/calendar";

    private final CalendarService calendars;
    private final Commands commands;
    private final Reading reading;
    private final Callers callers;
    private final Forms forms;

    CalendarResource(CalendarService calendars, Commands commands, Reading reading, Callers callers, Forms forms) {
        this.calendars = calendars;
        this.commands = commands;
        this.reading = reading;
        this.callers = callers;
        this.forms = forms;
    }

    /** Makes a calendar. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "makeCalendar",
            summary = "Make a calendar's secret link",
            description =
                    "The answer alone has path, which lets whoever has it read the sessions of a participant, or of all"
                            + " participants whom the agency registered: what and when, and nobody's name or id. Only a digest of the"
                            + " secret is kept, and so the answer is not kept under the Idempotency-Key. Choose the id to be sure"
                            + " that there is one.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = CalendarForm.class),
                            examples = {
                                @ExampleObject(name = "a participant's", value = """
                                        {"communityId": "01890a5d-ac96-774b-bcce-b302099a8001",
                                         "participantId": "01890a5d-ac96-774b-bcce-b302099a8101"}"""),
                                @ExampleObject(name = "an agency's", value = """
                                        {"communityId": "01890a5d-ac96-774b-bcce-b302099a8001"}""")
                            }))
    @APIResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(schema = @Schema(implementation = CalendarView.class)))
    public Uni<Response> make(byte[] body, @HeaderParam("Idempotency-Key") String key, @Context UriInfo uri) {
        var caller = callers.ofAgency();
        var form = forms.read(body, CalendarForm.class);
        return commands.run(
                new RequestHead(caller, uri.getPath(), key, body), work -> calendars.make(work, caller, form));
    }

    /** Revokes a calendar. */
    @POST
    @Path("/{id}/revocation")
    @Operation(operationId = "revokeCalendar", summary = "Let nobody read a calendar any more")
    @APIResponse(
            responseCode = "201",
            description = "Revoked",
            content = @Content(schema = @Schema(implementation = CalendarView.class)))
    public Uni<Response> revoke(
            @PathParam("id") String id,
            byte[] body,
            @HeaderParam("Idempotency-Key") String key,
            @HeaderParam("If-Match") String ifMatch,
            @Context UriInfo uri) {
        var caller = callers.ofAgency();
        var calendar = Ids.inPath(id);
        var version = IfMatch.of(ifMatch);
        forms.empty(body);
        return commands.run(
                new RequestHead(caller, uri.getPath(), key, body),
                work -> calendars.revoke(work, caller, calendar, version));
    }

    /** Shows a calendar, without its secret. */
    @GET
    @Path("/{id}")
    @Operation(operationId = "getCalendar", summary = "A calendar of the agency's, without its secret")
    @APIResponse(
            responseCode = "200",
            description = "The calendar",
            content = @Content(schema = @Schema(implementation = CalendarView.class)))
    public Uni<Response> get(@PathParam("id") String id) {
        var caller = callers.ofAgency();
        return CalendarService.one(reading.sql(), caller, Ids.inPath(id))
                .map(found -> Answer.shown(found, CalendarView::version).toResponse());
    }

    /** Lists the agency's calendars. */
    @GET
    @Operation(operationId = "listCalendars", summary = "The agency's calendars in a community, newest first")
    public Uni<Response> list(
            @QueryParam("communityId") String community,
            @QueryParam("participantId") String participant,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit,
            @Context UriInfo uri) {
        var caller = callers.ofAgency();
        var paging = Paging.of(cursor, limit);
        return CalendarService.page(
                        reading.sql(),
                        caller,
                        Query.id("communityId", community),
                        Query.optionalId("participantId", participant),
                        paging)
                .map(found -> paging.answer(found, CalendarView::recordedAt, CalendarView::id, uri));
    }

    /** The calendar itself. */
    @GET
    @Path("/{id}/{secret}.ics")
    @PermitAll
    @SecurityRequirements
    @Produces({ICALENDAR, MediaType.APPLICATION_JSON})
    @Operation(
            operationId = "readCalendar",
            summary = "Sessions as iCalendar, for whoever has the secret link",
            description = "No token. An unknown id, a wrong secret and a revoked calendar are answered the same.")
    @APIResponse(
            responseCode = "200",
            description = "The sessions from 92 days ago on",
            content = @Content(mediaType = ICALENDAR))
    public Uni<Response> read(@PathParam("id") String id, @PathParam("secret") String secret) {
        return calendars.read(reading.sql(), Ids.inPath(id), secret).map(found -> found.map(
                        text -> Response.ok(text, ICALENDAR + ";charset=utf-8")
                                .header("Cache-Control", "private, max-age=300")
                                .header("Referrer-Policy", "no-referrer")
                                .build())
                .orElseGet(() -> Answer.notFound().toResponse()));
    }
}
