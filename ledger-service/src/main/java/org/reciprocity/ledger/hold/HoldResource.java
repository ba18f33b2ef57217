package org.reciprocity.ledger.hold;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.redemption.Offers;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Fields;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Parameters;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Caller;
import org.reciprocity.ledger.security.Roles;

/** Holds over HTTP. */
@Path("/holds")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD})
@Tag(name = "Holds", description = "Credit set aside for a booking or a ticket")
public class HoldResource {
    private static final int LONGEST = 10_080;
    private static final int MOST_UNITS = 1_000;

    private final HoldService service;
    private final HoldExpiry expiry;
    private final Requests requests;
    private final Incoming incoming;

    HoldResource(HoldService service, HoldExpiry expiry, Requests requests, Incoming incoming) {
        this.service = service;
        this.expiry = expiry;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** A hold to place. */
    @Schema(
            name = "NewHold",
            examples = "{\"communityId\":\"0198f000-0000-7000-8000-000000000010\","
                    + "\"participantId\":\"0198f000-0000-7000-8000-000000000021\","
                    + "\"offerId\":\"0198f000-0000-7000-8000-000000000040\",\"units\":2,\"how\":\"party\"}")
    public record NewHold(
            @Schema(description = "Your own id for it; given by the service when left out")
            UUID id,

            @NotNull UUID communityId,

            @Schema(description = "Whose minutes are held") @NotNull
            UUID participantId,

            @Schema(description = "The redemption offer it is for; takes units of its stock")
            UUID offerId,

            @Schema(description = "How many units of the offer; 1 when left out") @Min(1) @Max(MOST_UNITS)
            Integer units,

            @Schema(description = "Where it is for no offer: the partner it is for, admitted as redeemer")
            UUID agencyId,

            UUID programmeId,

            @Schema(description = "Where it is for no offer: how many minutes") @Min(1) @Max(LONGEST)
            Integer minutes,

            @Schema(
                    description = "Whose word it is that these minutes may be spent. party: the participant's own."
                            + " on-behalf: that of a broker or steward who speaks for them; never the partner's.",
                    enumeration = {"party", "on-behalf"})
            @NotNull
            @Pattern(regexp = "party|on-behalf", message = "party or on-behalf")
            String how,

            @Schema(
                    description = "When the minutes are free again unless they are captured before; as the community's"
                            + " policy has it when left out, and within 90 days")
            Instant expiresAt,

            @Schema(description = "Your own reference, unique among your holds for ever; never published")
            @Pattern(regexp = Fields.REFERENCE, message = Fields.REFERENCE_IS)
            String externalRef) {

        Offers.Wish wish() {
            return new Offers.Wish(null, null, units == null ? 1 : units, null);
        }

        Hold.Terms terms(UUID account, UUID partner, Caller caller, Offers.Lot lot, Instant usualEnd) {
            return new Hold.Terms(
                    account,
                    participantId,
                    partner,
                    caller.agency(),
                    caller.participant(),
                    Hold.How.of(how),
                    new Hold.Purpose(programmeId, offerId, lot == null ? null : lot.units()),
                    lot == null ? minutes : Math.toIntExact(lot.minutes()),
                    expiresAt == null ? usualEnd : expiresAt);
        }

        /** Either an offer and units, or a partner and minutes. */
        void check() {
            if (offerId == null) {
                absent("units", units);
                present("agencyId", agencyId);
                present("minutes", minutes);
            } else {
                absent("agencyId", agencyId);
                absent("minutes", minutes);
            }
        }

        private static void absent(String field, Object value) {
            if (value != null) {
                throw Problem.field(field, "either an offer and units, or a partner and minutes")
                        .exception();
            }
        }

        private static void present(String field, Object value) {
            if (value == null) {
                throw Problem.field(field, "needed where there is no offer").exception();
            }
        }
    }

    /** Why a hold is released. */
    @Schema(name = "HoldRelease", examples = "{\"reason\":\"booking-cancelled\"}")
    public record Release(
            @Schema(description = "A code") @NotNull @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String reason) {}

    @POST
    @Operation(
            summary = "Hold minutes",
            description = "Of a participant whom you see, or by the participant's own token for your own agency as the"
                    + " partner: who is paid does not give the word of who pays. What is held cannot be spent otherwise,"
                    + " and is no one else's yet.")
    @APIResponseSchema(value = HoldView.class, responseCode = "201")
    public Uni<Response> place(@NotNull @Valid NewHold body) {
        var call = incoming.call(body);
        Access.agency(call.caller());
        body.check();
        var due = body.offerId() == null ? Uni.createFrom().voidItem() : expiry.ofOffer(body.offerId());
        return due.chain(() -> requests.command(call, write -> service.place(write.sql(), call.caller(), body)));
    }

    @GET
    @Path("{id}")
    @Operation(
            summary = "Show a hold",
            description = "To who placed it, to the partner, to those who see the participant, and to the lead.")
    @APIResponseSchema(HoldView.class)
    public Uni<Response> show(@PathParam("id") String id) {
        var hold = Ids.path(id, "hold");
        var caller = incoming.caller();
        return requests.query(read -> service.show(read.sql(), caller, hold).map(Answer::response));
    }

    @GET
    @Operation(summary = "List the holds you may see", description = "Newest first; Link leads to the next page.")
    public Uni<Response> list(
            @QueryParam("communityId") String communityId,
            @QueryParam("programmeId") String programmeId,
            @QueryParam("participantId") String participantId,
            @QueryParam("agencyId") String agencyId,
            @QueryParam("offerId") String offerId,
            @QueryParam("state") String state,
            @Parameter(description = OwnReferences.ASKED) @QueryParam("externalRef") String externalRef,
            @Parameter(description = "Placed at this time or later") @QueryParam("from") String from,
            @Parameter(description = "Placed before this time") @QueryParam("to") String to,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") String limit) {
        var filter = new HoldService.Filter(
                Ids.required(communityId, "communityId"),
                Ids.query(programmeId, "programmeId"),
                Ids.query(participantId, "participantId"),
                Ids.query(agencyId, "agencyId"),
                Ids.query(offerId, "offerId"),
                Parameters.oneOf(state, "state", List.of("held", "captured", "released", "expired")),
                Parameters.reference(externalRef, "externalRef"),
                Parameters.time(from, "from"),
                Parameters.time(to, "to"),
                Page.of(cursor, limit));
        var caller = incoming.caller();
        Access.agency(caller);
        var filters = new LinkedHashMap<String, Object>();
        filters.put("communityId", filter.community());
        filters.put("programmeId", filter.programme());
        filters.put("participantId", filter.participant());
        filters.put("agencyId", filter.agency());
        filters.put("offerId", filter.offer());
        filters.put("state", filter.state());
        filters.put("externalRef", filter.externalRef());
        filters.put("from", filter.from());
        filters.put("to", filter.to());
        return requests.query(read -> service.list(read.sql(), caller, filter).map(rows -> filter.page()
                .response(rows, row -> HoldView.of(row, caller.agency()), HoldRow::number, "/holds", filters)));
    }

    @POST
    @Path("{id}/release")
    @Operation(
            summary = "Release a hold",
            description = "By the partner it is for, the agency that placed it, or the lead.")
    @APIResponseSchema(value = HoldView.class, responseCode = "201")
    public Uni<Response> release(@PathParam("id") String id, @NotNull @Valid Release body) {
        var hold = Ids.path(id, "hold");
        var call = incoming.call(body);
        Access.agency(call.caller());
        return requests.command(call, write -> service.release(write.sql(), call, hold, body));
    }
}
