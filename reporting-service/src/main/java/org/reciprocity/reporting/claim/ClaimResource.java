package org.reciprocity.reporting.claim;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.reciprocity.reporting.access.Caller;
import org.reciprocity.reporting.access.Paging;
import org.reciprocity.reporting.place.Nearest;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.place.Places;
import org.reciprocity.reporting.place.Question;
import org.reciprocity.reporting.problem.Problem;
import org.reciprocity.reporting.problem.ProblemException;
import org.reciprocity.reporting.snapshot.AsOf;
import org.reciprocity.reporting.snapshot.Snapshot;
import org.reciprocity.reporting.snapshot.Snapshots;

/** Claims over HTTP. */
@Path("/claims")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "claims", description = "Numbers that are quoted, computed, with what to beware of")
class ClaimResource {
    private static final int USUAL = 500;
    private static final Pattern ID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private final Snapshots snapshots;
    private final Caller caller;

    ClaimResource(Snapshots snapshots, Caller caller) {
        this.snapshots = snapshots;
        this.caller = caller;
    }

    /** Claims. */
    @Schema(
            name = "ClaimList",
            examples = "{\"items\":[" + ClaimAnswer.EXAMPLE + "],"
                    + "\"asOf\":{\"generation\":3,\"ruleVersion\":6,\"through\":{},\"suppressed\":[]}}")
    record ClaimList(
            List<ClaimAnswer> items,

            @Schema(description = "What a community's own were read from") @JsonInclude(JsonInclude.Include.NON_NULL)
            AsOf asOf) {}

    /** The claims that are beside each other: those that the field is known by, and perhaps a community's. */
    private record Beside(Optional<UUID> community, List<Claim> claims, Optional<AsOf> asOf) {
        static Beside known() {
            return new Beside(Optional.empty(), Claims.KNOWN, Optional.empty());
        }

        ClaimList list(List<Claim> page) {
            return new ClaimList(
                    page.stream()
                            .map(claim -> ClaimAnswer.of(claim, community, claims, Optional.empty()))
                            .toList(),
                    asOf.orElse(null));
        }

        Optional<ClaimAnswer> answer(Predicate<Claim> wanted) {
            return claims.stream()
                    .filter(wanted)
                    .findFirst()
                    .map(claim ->
                            ClaimAnswer.of(claim, community, claims, claim.id().flatMap(id -> asOf)));
        }
    }

    @GET
    @Operation(
            summary = "Claims",
            description =
                    "Those that the field is known by, for every role, and beside them those of a community that the caller may see:"
                            + " to stewards and operators all, to others those that tell no number of people below eight."
                            + " Each is computed for the answer from its formula and inputs; what was stated stands beside, and flags say"
                            + " what to beware of.")
    @Parameter(
            name = "communityId",
            in = ParameterIn.QUERY,
            description = "Id or code; without it, only those that the field is known by",
            example = "TAFF-TIME")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "At most so many, 1 to 5000; 500 unless given")
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "Where to go on; from the header Link")
    public Uni<RestResponse<ClaimList>> claims(@Context UriInfo uri) {
        var asks = asks();
        var question = Question.of(uri, "communityId", "limit", "cursor");
        var paging = Paging.of(uri, USUAL);
        return beside(asks, question)
                .map(beside -> paging.answer(
                        paging.of(beside.claims(), ClaimResource::name), ClaimResource::name, beside::list, uri));
    }

    @GET
    @Path("/{idOrCode}")
    @Operation(
            summary = "One claim",
            description =
                    "By its code, or by its id if a community registered it. A community's own code needs communityId.")
    @Parameter(name = "idOrCode", in = ParameterIn.PATH, example = "learning-to-lead-hours")
    @Parameter(
            name = "communityId",
            in = ParameterIn.QUERY,
            description = "Id or code of the community whose code it is")
    public Uni<ClaimAnswer> claim(@PathParam("idOrCode") String wanted, @Context UriInfo uri) {
        var asks = asks();
        var question = Question.of(uri, "communityId");
        if (ID.matcher(wanted).matches()) {
            var id = UUID.fromString(wanted);
            return snapshots
                    .live(snapshot -> ClaimReader.community(snapshot, id)
                            .chain(community -> Places.visible(snapshot, asks.view(), community))
                            .chain(found -> found.map(place -> beside(snapshot, asks, place))
                                    .orElseGet(() -> Uni.createFrom().item(Beside.known()))))
                    .map(beside -> beside.answer(claim -> claim.id().equals(Optional.of(id)))
                            .orElseThrow(ClaimResource::unknown));
        }
        return beside(asks, question).map(beside -> beside.answer(
                        claim -> claim.code().equals(wanted) && claim.id().isPresent())
                .or(() -> beside.answer(claim -> claim.code().equals(wanted)))
                .orElseThrow(() -> unknown(wanted, beside)));
    }

    /** By which a page ends: the code of those that the field is known by, and the id of a community's. */
    private static String name(Claim claim) {
        return claim.id().map(UUID::toString).orElse(claim.code());
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.UNKNOWN_CLAIM, "GET /claims lists the claims there are.");
    }

    private static ProblemException unknown(String code, Beside beside) {
        return unknown()
                .with(
                        "nearest",
                        Nearest.to(
                                code,
                                beside.claims().stream()
                                        .map(Claim::code)
                                        .distinct()
                                        .toList()));
    }

    /** Who asks: which communities it sees, and whether it is shown every claim of theirs. */
    private record Asks(Caller.View view, boolean exact) {}

    private Asks asks() {
        return new Asks(caller.anyView(), caller.seesExact());
    }

    private Uni<Beside> beside(Asks asks, Question question) {
        return question.parameter("communityId")
                .map(community -> snapshots.live(snapshot -> Places.community(snapshot, asks.view(), community)
                        .chain(place -> beside(snapshot, asks, place))))
                .orElseGet(() -> Uni.createFrom().item(Beside.known()));
    }

    private static Uni<Beside> beside(Snapshot snapshot, Asks asks, Place place) {
        return ClaimReader.of(snapshot, place).chain(own -> snapshot.asOf().map(asOf -> {
            var all = new ArrayList<>(Claims.KNOWN);
            own.stream()
                    .filter(claim -> asks.exact() || ClaimProtection.mayBeTold(claim))
                    .forEach(all::add);
            return new Beside(Optional.of(place.community()), all, Optional.of(asOf));
        }));
    }
}
