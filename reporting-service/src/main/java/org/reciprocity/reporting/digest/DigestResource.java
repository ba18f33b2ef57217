package org.reciprocity.reporting.digest;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.reporting.access.Caller;
import org.reciprocity.reporting.place.Question;
import org.reciprocity.reporting.problem.Problem;
import org.reciprocity.reporting.problem.ProblemException;
import org.reciprocity.reporting.snapshot.Snapshot;
import org.reciprocity.reporting.snapshot.Snapshots;

/** The digest over HTTP. */
@Path("/digest")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "rebuilds")
class DigestResource {
    private final Snapshots snapshots;
    private final Caller caller;

    DigestResource(Snapshots snapshots, Caller caller) {
        this.snapshots = snapshots;
        this.caller = caller;
    }

    /** The digest of a generation. */
    @Schema(examples = """
            {"generation":3,"digest":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","figures":4416,"balances":731,"amounts":24,"documents":58}
            """)
    record Answer(
            long generation,

            @Schema(description = "SHA-256 over the lines of all figures, balances, amounts and documents")
            String digest,

            @Schema(description = "Lines of figures") int figures,
            @Schema(description = "Lines of balances") int balances,

            @Schema(description = "Lines of costs and benefits, by programme, agency, year, grade and kind")
            int amounts,

            @Schema(description = "Lines of unit costs, deflators, contracts, appraisals and claims")
            int documents) {}

    @GET
    @Operation(
            summary = "One hash over everything",
            description =
                    "Every figure of every community, programme and period, every balance, every amount of costs and benefits, and every unit cost, deflator, contract, appraisal and claim."
                            + " Two generations of the same log have the same.")
    @Parameter(name = "generation", in = ParameterIn.QUERY, description = "The live one unless given")
    public Uni<Answer> digest(@Context UriInfo uri) {
        caller.mustBeOperator();
        return Question.of(uri, "generation")
                .parameter("generation")
                .map(id -> {
                    if (!id.matches("[0-9]{1,18}")) {
                        throw new ProblemException(Problem.UNKNOWN_REBUILD, "GET /rebuilds lists all there were.");
                    }
                    return snapshots.of(Long.parseLong(id), DigestResource::digest);
                })
                .orElseGet(() -> snapshots.live(DigestResource::digest));
    }

    private static Uni<Answer> digest(Snapshot snapshot) {
        return Digest.of(snapshot, line -> {})
                .map(digest -> new Answer(
                        digest.generation(),
                        digest.digest(),
                        digest.figures(),
                        digest.balances(),
                        digest.amounts(),
                        digest.documents()));
    }
}
