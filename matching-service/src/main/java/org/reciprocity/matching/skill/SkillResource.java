package org.reciprocity.matching.skill;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.matching.http.Answer;
import org.reciprocity.matching.http.Forms;

/** {@code /skills}. */
@Path("/skills")
@Tag(name = "Skills", description = "The list of everyday skills")
@RolesAllowed({"agency", "broker", "steward", "analyst", "operator"})
@Produces(MediaType.APPLICATION_JSON)
public class SkillResource {
    private static final int MAX_WORDS = 100;

    private final SkillSearch search;

    SkillResource(SkillSearch search) {
        this.search = search;
    }

    /** Finds skills. */
    @GET
    @Operation(operationId = "findSkills", summary = "Skills by what people call them, typos allowed; all without q")
    @APIResponse(
            responseCode = "200",
            description = "The best found first",
            content = @Content(schema = @Schema(implementation = SkillsView.class)))
    public Uni<Response> find(
            @Parameter(description = "What people call it", example = "garden") @QueryParam("q") String words) {
        if (words != null && (words.length() > MAX_WORDS || words.chars().anyMatch(Character::isISOControl))) {
            throw Forms.malformed("q", "must be words of " + MAX_WORDS + " letters or less");
        }
        return search.find(words)
                .map(skills -> Answer.ok(new SkillsView(skills)).toResponse());
    }

    /**
     * Skills.
     *
     * @param items the best found first
     */
    @Schema(name = "Skills")
    public record SkillsView(List<Skill> items) {}
}
