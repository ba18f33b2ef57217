package org.reciprocity.ledger.keys;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;

/** The rotation of master keys over HTTP. */
@Path("/key-rotations")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
@Tag(name = "Keys", description = "The master key that wraps the keys of persons")
public class KeyRotationResource {
    private final KeyRotation rotation;
    private final Upkeep upkeep;
    private final Requests requests;
    private final Incoming incoming;

    KeyRotationResource(KeyRotation rotation, Upkeep upkeep, Requests requests, Incoming incoming) {
        this.rotation = rotation;
        this.upkeep = upkeep;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** How a rotation stands. */
    @Schema(name = "KeyRotation")
    public record RotationView(
            UUID id,

            @Schema(description = "The name of the master key that all keys are wrapped with in the end")
            String master,

            @Schema(
                    description = "replaced: another rotation, to another master key, was begun",
                    enumeration = {"running", "done", "replaced"})
            String state,

            @Schema(description = "How many keys other master keys wrapped when it began")
            long total,

            @Schema(description = "How many it has wrapped anew")
            long rewrapped,

            Instant begunAt,

            Instant endedAt,

            @Schema(description = "Keys that other master keys wrap now; none when it is done")
            List<LeftView> left) {

        private static RotationView of(KeyRotation.Rotation rotation) {
            return new RotationView(
                    rotation.id(),
                    rotation.master(),
                    rotation.state(),
                    rotation.total(),
                    rotation.rewrapped(),
                    rotation.begun(),
                    rotation.ended(),
                    rotation.left().stream()
                            .map(left -> new LeftView(left.master(), left.keys(), left.known(), left.damaged()))
                            .toList());
        }
    }

    /** Keys that another master key wraps. */
    @Schema(name = "KeysLeft")
    public record LeftView(
            @Schema(description = "The name of that master key")
            String master,

            long keys,

            @Schema(description = "Whether the service has it. If not, these keys cannot be wrapped anew, nor used.")
            boolean known,

            @Schema(
                    description =
                            "How many of them do not open with it. They are left as they are; POST tries them again.")
            long damaged) {}

    @POST
    @Operation(
            summary = "Wrap all keys anew under the current master key",
            description =
                    "Role operator. It goes on by itself, after a restart too; look at it for how far it has come."
                            + " While one is running to the same master key, the answer is that one. Keys that did not open are"
                            + " tried again.")
    @APIResponseSchema(value = RotationView.class, responseCode = "201")
    public Uni<Response> rotate() {
        var call = incoming.call("");
        return requests.command(call, write -> rotation.begin()
                        .map(begun -> new Outcome(
                                Answer.created("/key-rotations/" + begun.id(), 1, RotationView.of(begun)), List.of())))
                .invoke(upkeep::wake);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Show how a rotation stands", description = "Role operator.")
    @APIResponseSchema(RotationView.class)
    public Uni<Response> show(@PathParam("id") String id) {
        return rotation.find(Ids.path(id, "rotation")).map(found -> found.map(
                        some -> Answer.ok(null, RotationView.of(some)).response())
                .orElseThrow(() -> Problem.notFound("rotation").exception()));
    }
}
