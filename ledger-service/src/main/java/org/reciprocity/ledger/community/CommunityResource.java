package org.reciprocity.ledger.community;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.account.PolicyLimits;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Fields;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;

/** Communities over HTTP. */
@Path("/communities")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Communities", description = "One currency, one policy, a lead agency, and the agencies admitted to it")
public class CommunityResource {
    private static final int LIMIT = 100_000_000;

    private final CommunityService service;
    private final Requests requests;
    private final PolicyLimits limits;
    private final Incoming incoming;

    CommunityResource(CommunityService service, Requests requests, PolicyLimits limits, Incoming incoming) {
        this.service = service;
        this.requests = requests;
        this.limits = limits;
        this.incoming = incoming;
    }

    /** A community to found. */
    @Schema(
            name = "NewCommunity",
            examples = "{\"code\":\"taff\",\"name\":\"Taff Time Bank\",\"timeZone\":\"Europe/London\","
                    + "\"leadAgencyId\":\"0198f000-0000-7000-8000-000000000001\"}")
    public record NewCommunity(
            @Schema(description = "Your own id for it; given by the service when left out")
            UUID id,

            @NotNull @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String code,

            @NotNull @Pattern(regexp = Fields.NAME, message = Fields.NAME_IS)
            String name,

            @Schema(description = "Its name in the IANA's time zone database", examples = "Europe/London") @NotNull
            String timeZone,

            @NotNull UUID leadAgencyId,

            @Valid PolicyBody policy,

            @Schema(
                    description =
                            "Your own reference, unique among the communities you founded for ever; never published")
            @Pattern(regexp = Fields.REFERENCE, message = Fields.REFERENCE_IS)
            String externalRef) {}

    /** A community's rules of exchange; what is left out has its default. */
    @Schema(
            name = "Policy",
            examples = "{\"toleranceMinutes\":15,\"confirmation\":\"receiver\",\"autoConfirmAfterHours\":72,"
                    + "\"lapseAfterHours\":720,\"holdExpiryHours\":48}")
    public record PolicyBody(
            @Schema(description = "The lowest balance of a participant", defaultValue = "-600") @Min(-LIMIT) @Max(0)
            Integer participantFloorMinutes,

            @Schema(description = "The highest balance of a participant", defaultValue = "6000") @Min(0) @Max(LIMIT)
            Integer participantCeilingMinutes,

            @Schema(defaultValue = "0") @Min(-LIMIT) @Max(0) Integer potFloorMinutes,

            @Schema(defaultValue = "0") @Min(-LIMIT) @Max(0) Integer agencyFloorMinutes,

            @Schema(description = "The longest leg", defaultValue = "600") @Min(1) @Max(Policy.LONGEST_LEG_MINUTES)
            Integer maxLegMinutes,

            @Schema(description = "By how much the parties' minutes may differ", defaultValue = "15")
            @Min(0)
            @Max(Policy.LONGEST_LEG_MINUTES)
            Integer toleranceMinutes,

            @Schema(
                    description = "Who confirms a service; never the provider alone. broker: a broker or steward who is"
                            + " no party, on behalf of somebody in it.",
                    enumeration = {"both", "receiver", "broker"},
                    defaultValue = "both")
            @Pattern(regexp = "both|receiver|broker", message = "both, receiver or broker")
            String confirmation,

            @Schema(
                    description =
                            "After how many hours a participant's silence is taken for a word; never when left out")
            @Min(1)
            @Max(Policy.LONGEST_WAIT_HOURS)
            Integer autoConfirmAfterHours,

            @Schema(description = "After how many hours an exchange that waits for a word lapses; never when left out")
            @Min(1)
            @Max(Policy.LONGEST_WAIT_HOURS)
            Integer lapseAfterHours,

            @Schema(description = "How many hours a hold lasts that says nothing else", defaultValue = "168")
            @Min(1)
            @Max(Policy.LONGEST_WAIT_HOURS)
            Integer holdExpiryHours) {}

    /** A community. */
    @Schema(name = "Community")
    public record CommunityView(
            UUID id,
            String code,
            String name,
            String timeZone,
            UUID leadAgencyId,
            PolicyBody policy,

            @Schema(description = "Your own reference, where it is shown or listed; absent of what others founded")
            String externalRef,

            Instant recordedAt,
            long version) {}

    /** An agency to admit. */
    @Schema(
            name = "NewAdmission",
            examples = "{\"agencyId\":\"0198f000-0000-7000-8000-000000000002\",\"roles\":[\"partner\",\"redeemer\"]}")
    public record NewAdmission(
            @NotNull UUID agencyId,

            @NotEmpty
            Set<
                            @NotNull
                            @Pattern(
                                    regexp = "partner|funder|redeemer|referrer",
                                    message = "partner, funder, redeemer or referrer")
                            String>
                    roles) {}

    /** Roles to take back from an agency. */
    @Schema(name = "RolesTakenBack", examples = "{\"roles\":[\"redeemer\"]}")
    public record RolesBack(
            @NotEmpty
            Set<
                            @NotNull
                            @Pattern(
                                    regexp = "partner|funder|redeemer|referrer",
                                    message = "partner, funder, redeemer or referrer")
                            String>
                    roles) {}

    /** Why an agency leaves. */
    @Schema(name = "AdmissionEnd", examples = "{\"reason\":\"contract-over\"}")
    public record AdmissionEnd(
            @Schema(description = "Why, as a code", examples = "contract-over")
            @NotNull
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String reason) {}

    /** That an agency has left a community. */
    @Schema(name = "AdmissionEnded")
    public record DepartureView(UUID communityId, UUID agencyId, String reason, Instant endedAt) {}

    /** An agency's place in a community. */
    @Schema(name = "Admission")
    public record AdmissionView(UUID communityId, UUID agencyId, List<String> roles, Instant recordedAt) {}

    @POST
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Found a community",
            description =
                    "Role operator. The lead agency is admitted with it; its pot and issuance accounts are opened.")
    @APIResponseSchema(value = CommunityView.class, responseCode = "201")
    public Uni<Response> found(@NotNull @Valid NewCommunity body) {
        if (!ZoneId.getAvailableZoneIds().contains(body.timeZone())) {
            throw Problem.field("timeZone", "a time zone's name, such as Europe/London")
                    .exception();
        }
        var call = incoming.call(body);
        return requests.command(call, write -> service.found(write, call.caller(), body));
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD, Roles.OPERATOR})
    @Operation(summary = "Show a community", description = "For the agencies admitted to it, and for operators.")
    @APIResponseSchema(CommunityView.class)
    public Uni<Response> show(@PathParam("id") String id) {
        var community = Ids.path(id, "community");
        var caller = incoming.caller();
        return requests.query(read -> service.find(read, caller, community).map(Answer::response));
    }

    @PUT
    @Path("{id}/policy")
    @RolesAllowed(Roles.STEWARD)
    @Operation(
            summary = "Set a community's policy",
            description =
                    "Role steward, of the lead agency; needs If-Match. What is left out has its default. It holds for"
                            + " what is decided from then on; participants' accounts get its limits soon"
                            + " after, but for those whose own were set.")
    @APIResponseSchema(CommunityView.class)
    public Uni<Response> setPolicy(@PathParam("id") String id, @NotNull @Valid PolicyBody body) {
        var community = Ids.path(id, "community");
        var call = incoming.call(body);
        return requests.command(call, write -> service.setPolicy(write, call, community, body))
                .invoke(limits::wake);
    }

    @POST
    @Path("{id}/agencies")
    @RolesAllowed(Roles.STEWARD)
    @Operation(
            summary = "Admit an agency",
            description = "Role steward, of the lead agency. Opens the agency's account; the role redeemer opens its"
                    + " redemption account too. Roles are added to those it has.")
    @APIResponseSchema(value = AdmissionView.class, responseCode = "201")
    public Uni<Response> admit(@PathParam("id") String id, @NotNull @Valid NewAdmission body) {
        var community = Ids.path(id, "community");
        var call = incoming.call(body);
        return requests.command(call, write -> service.admit(write, call, community, body));
    }

    @GET
    @RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD, Roles.OPERATOR})
    @Operation(
            summary = "List the communities you may see",
            description =
                    "Those your agency is admitted to; an operator sees all. Newest first; Link leads to the next page.")
    public Uni<Response> list(@QueryParam("cursor") String cursor, @QueryParam("limit") String limit) {
        var page = Page.of(cursor, limit);
        var caller = incoming.caller();
        return requests.query(read -> service.list(read, caller, page)
                .map(rows -> page.response(
                        rows,
                        CommunityService.Listed::view,
                        CommunityService.Listed::number,
                        "/communities",
                        Map.of())));
    }

    @GET
    @Path("{id}/agencies")
    @RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD, Roles.OPERATOR})
    @Operation(
            summary = "List the agencies admitted to a community",
            description =
                    "For the agencies of the community, and operators. Newest first; Link leads to the next page.")
    public Uni<Response> admissions(
            @PathParam("id") String id, @QueryParam("cursor") String cursor, @QueryParam("limit") String limit) {
        var community = Ids.path(id, "community");
        var page = Page.of(cursor, limit);
        var caller = incoming.caller();
        return requests.query(read -> service.admissions(read, caller, community, page)
                .map(rows -> page.response(
                        rows,
                        CommunityService.Listed::view,
                        CommunityService.Listed::number,
                        "/communities/" + community + "/agencies",
                        Map.of())));
    }

    @POST
    @Path("{id}/agencies/{agency}/role-removal")
    @RolesAllowed(Roles.STEWARD)
    @Operation(
            summary = "Take roles back from an agency",
            description =
                    "Role steward, of the lead agency. One role at least is left to it. A redeemer's is not taken back as long"
                            + " as it is owed something, or holds or offers of it are open. If-Match is the community's.")
    @APIResponseSchema(value = AdmissionView.class, responseCode = "201")
    public Uni<Response> takeBack(
            @PathParam("id") String id, @PathParam("agency") String agency, @NotNull @Valid RolesBack body) {
        var community = Ids.path(id, "community");
        var admitted = Ids.path(agency, "agency");
        var call = incoming.call(body);
        return requests.command(call, write -> service.takeBack(write, call, community, admitted, body));
    }

    @POST
    @Path("{id}/agencies/{agency}/end")
    @RolesAllowed(Roles.STEWARD)
    @Operation(
            summary = "End an agency's admission",
            description =
                    "Role steward, of the lead agency, which itself stays. Not as long as the agency is owed something, its"
                            + " account is not at zero, holds or offers of it are open, exchanges wait for it, or cases in its"
                            + " programmes are open. From then on it sees nothing of the community but its own account, and the"
                            + " exchanges that it recorded or was a party to. If-Match is the community's.")
    @APIResponseSchema(value = DepartureView.class, responseCode = "201")
    public Uni<Response> end(
            @PathParam("id") String id, @PathParam("agency") String agency, @NotNull @Valid AdmissionEnd body) {
        var community = Ids.path(id, "community");
        var leaving = Ids.path(agency, "agency");
        var call = incoming.call(body);
        return requests.command(call, write -> Departures.end(write.sql(), call, community, leaving, body.reason()));
    }

    @GET
    @Path("{id}/agencies/{agency}")
    @RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD, Roles.OPERATOR})
    @Operation(summary = "Show an agency's place in a community")
    @APIResponseSchema(AdmissionView.class)
    public Uni<Response> admission(@PathParam("id") String id, @PathParam("agency") String agency) {
        var community = Ids.path(id, "community");
        var admitted = Ids.path(agency, "agency");
        var caller = incoming.caller();
        return requests.query(
                read -> service.admission(read, caller, community, admitted).map(Answer::response));
    }

    /** The policy a request asks for. */
    static Policy policy(PolicyBody body) {
        var usual = Policy.DEFAULT;
        if (body == null) {
            return usual;
        }
        return new Policy(
                Objects.requireNonNullElse(body.participantFloorMinutes(), usual.participantFloorMinutes()),
                Objects.requireNonNullElse(body.participantCeilingMinutes(), usual.participantCeilingMinutes()),
                Objects.requireNonNullElse(body.potFloorMinutes(), usual.potFloorMinutes()),
                Objects.requireNonNullElse(body.agencyFloorMinutes(), usual.agencyFloorMinutes()),
                Objects.requireNonNullElse(body.maxLegMinutes(), usual.maxLegMinutes()),
                Objects.requireNonNullElse(body.toleranceMinutes(), usual.toleranceMinutes()),
                body.confirmation() == null ? usual.confirmation() : Policy.Confirmation.of(body.confirmation()),
                body.autoConfirmAfterHours(),
                body.lapseAfterHours(),
                Objects.requireNonNullElse(body.holdExpiryHours(), usual.holdExpiryHours()));
    }
}
