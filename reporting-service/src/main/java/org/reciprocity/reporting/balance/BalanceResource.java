package org.reciprocity.reporting.balance;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.SortedMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.reporting.access.Caller;
import org.reciprocity.reporting.place.Places;
import org.reciprocity.reporting.place.Question;
import org.reciprocity.reporting.snapshot.AsOf;
import org.reciprocity.reporting.snapshot.Snapshots;

/** Balances over HTTP. */
@Path("/balances")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "balances", description = "Balances as the log tells them")
class BalanceResource {
    private final Snapshots snapshots;
    private final Caller caller;

    BalanceResource(Snapshots snapshots, Caller caller) {
        this.snapshots = snapshots;
        this.caller = caller;
    }

    /** The balances of a community's accounts. */
    @Schema(examples = """
            {"community":"01997c10-0000-7000-8000-00000000c001","accounts":2,"sumMinutes":0,
            "minutes":{"5d1f0c3a-7b21-8e64-9a10-00000000e001":90,"5d1f0c3a-7b21-8e64-9a10-00000000e002":-90},
            "asOf":{"generation":3,"ruleVersion":1,"through":{},"suppressed":[]}}
            """)
    record Answer(
            UUID community,
            int accounts,
            @Schema(description = "Always 0") long sumMinutes,

            @Schema(description = "By account; one without postings is not named")
            SortedMap<UUID, Long> minutes,

            AsOf asOf) {}

    @GET
    @Operation(
            summary = "Balances",
            description = "Each the sum of its postings in the log: what the ledger must show at the same sequence.")
    @Parameter(
            name = "communityId",
            in = ParameterIn.QUERY,
            required = true,
            description = "Id or code",
            example = "TAFF-TIME")
    public Uni<Answer> balances(@Context UriInfo uri) {
        var view = caller.exactView();
        var wanted = Question.of(uri, "communityId").needed("communityId");
        return snapshots.live(snapshot -> Places.community(snapshot, view, wanted)
                .chain(place -> Balances.of(snapshot, place).chain(minutes -> snapshot.asOf()
                        .map(asOf -> new Answer(
                                place.community(),
                                minutes.size(),
                                minutes.values().stream()
                                        .mapToLong(Long::longValue)
                                        .sum(),
                                minutes,
                                asOf)))));
    }
}
