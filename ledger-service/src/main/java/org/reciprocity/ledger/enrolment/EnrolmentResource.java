package org.reciprocity.ledger.enrolment;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
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
import java.time.LocalDate;
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

/** Enrolments over HTTP. */
@Path("/enrolments")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD})
@Tag(name = "Enrolments", description = "Who takes part in which programme, and from when to when")
public class EnrolmentResource {
    private final EnrolmentService service;
    private final EnrolmentList lists;
    private final Requests requests;
    private final Incoming incoming;

    EnrolmentResource(EnrolmentService service, EnrolmentList lists, Requests requests, Incoming incoming) {
        this.service = service;
        this.lists = lists;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** An enrolment to make. */
    @Schema(
            name = "NewEnrolment",
            examples = "{\"participantId\":\"0198f000-0000-7000-8000-000000000021\","
                    + "\"programmeId\":\"0198f000-0000-7000-8000-000000000030\",\"from\":\"2026-04-01\"}")
    public record NewEnrolment(
            @Schema(description = "Your own id for it; given by the service when left out")
            UUID id,

            @NotNull UUID participantId,

            @NotNull UUID programmeId,

            @Schema(description = "As what; member when left out")
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String role,

            @Schema(
                    description = "In which arm of a comparison; participants when left out",
                    enumeration = {"participants", "comparison"})
            @Pattern(regexp = "participants|comparison", message = "participants or comparison")
            String arm,

            @Schema(description = "The first day") @NotNull LocalDate from,

            @Schema(description = "The last day, where it is known")
            LocalDate to,

            @Schema(description = "Your own reference, unique among your enrolments for ever; never published")
            @Pattern(regexp = Fields.REFERENCE, message = Fields.REFERENCE_IS)
            String externalRef) {}

    /** The end of an enrolment. */
    @Schema(name = "EnrolmentEnd", examples = "{\"to\":\"2026-09-30\"}")
    public record EnrolmentEnd(
            @Schema(description = "The last day") @NotNull LocalDate to) {}

    /** An enrolment. */
    @Schema(name = "Enrolment")
    public record EnrolmentView(
            UUID id,
            UUID communityId,
            UUID participantId,
            UUID programmeId,
            String role,
            String arm,
            LocalDate from,
            LocalDate to,

            @Schema(description = OwnReferences.SHOWN) String externalRef,

            Instant recordedAt,
            long version) {}

    @POST
    @Operation(
            summary = "Enrol a participant in a programme",
            description = "The programme's agency sees the participant from then on.")
    @APIResponseSchema(value = EnrolmentView.class, responseCode = "201")
    public Uni<Response> enrol(@NotNull @Valid NewEnrolment body) {
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.enrol(write, call.caller(), body));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Show an enrolment")
    @APIResponseSchema(EnrolmentView.class)
    public Uni<Response> show(@PathParam("id") String id) {
        var enrolment = Ids.path(id, "enrolment");
        var caller = incoming.caller();
        return requests.query(read -> service.find(read, caller, enrolment).map(Answer::response));
    }

    @GET
    @Operation(
            summary = "List the enrolments of participants you see",
            description =
                    "Newest first; Link leads to the next page. With from and to, those of any of these days, both"
                            + " included.")
    public Uni<Response> list(
            @QueryParam("communityId") String communityId,
            @QueryParam("programmeId") String programmeId,
            @QueryParam("participantId") String participantId,
            @QueryParam("arm") String arm,
            @Parameter(description = OwnReferences.ASKED) @QueryParam("externalRef") String externalRef,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit) {
        var filter = new EnrolmentList.Filter(
                Ids.required(communityId, "communityId"),
                Ids.query(programmeId, "programmeId"),
                Ids.query(participantId, "participantId"),
                Parameters.oneOf(arm, "arm", List.of("participants", "comparison")),
                Parameters.reference(externalRef, "externalRef"),
                Parameters.day(from, "from"),
                Parameters.day(to, "to"),
                Page.of(cursor, limit));
        var caller = incoming.caller();
        Access.agency(caller);
        return requests.query(read -> lists.list(read.sql(), caller, filter).map(rows -> filter.page()
                .response(
                        rows,
                        EnrolmentList.Listed::view,
                        EnrolmentList.Listed::number,
                        "/enrolments",
                        filter.parameters())));
    }

    @POST
    @Path("{id}/end")
    @Operation(summary = "End an enrolment")
    @APIResponseSchema(value = EnrolmentView.class, responseCode = "201")
    public Uni<Response> end(@PathParam("id") String id, @NotNull @Valid EnrolmentEnd body) {
        var enrolment = Ids.path(id, "enrolment");
        var call = incoming.call(body);
        return requests.command(call, write -> service.end(write, call, enrolment, body));
    }
}
