package org.reciprocity.reporting.balance;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.reciprocity.reporting.access.Caller;
import org.reciprocity.reporting.access.Paging;
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
    private static final int USUAL = 500;

    private final Snapshots snapshots;
    private final Caller caller;

    BalanceResource(Snapshots snapshots, Caller caller) {
        this.snapshots = snapshots;
        this.caller = caller;
    }

    /** A page of the balances of a community's accounts. */
    @Schema(examples = """
            {"community":"01997c10-0000-7000-8000-00000000c001",
            "items":[{"accountId":"5d1f0c3a-7b21-8e64-9a10-00000000e001","balanceMinutes":90},
            {"accountId":"5d1f0c3a-7b21-8e64-9a10-00000000e002","balanceMinutes":-90}],
            "asOf":{"generation":3,"ruleVersion":3,"through":{},"suppressed":[]}}
            """)
    record Page(
            UUID community,

            @Schema(description = "By account; one without postings is not among them")
            List<Balances.Balance> items,

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
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "At most so many, 1 to 5000; 500 unless given")
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "Where to go on; from the header Link")
    public Uni<RestResponse<Page>> balances(@Context UriInfo uri) {
        var view = caller.exactView();
        var wanted = Question.of(uri, "communityId", "limit", "cursor").needed("communityId");
        var paging = Paging.of(uri, USUAL);
        var after = Optional.ofNullable(paging.after()).orElse(Balances.first());
        return snapshots.live(snapshot -> Places.community(snapshot, view, wanted)
                .chain(place -> Balances.page(snapshot, place, after, paging.rows())
                        .chain(found -> snapshot.asOf()
                                .map(asOf -> paging.answer(
                                        found,
                                        Balances.Balance::accountId,
                                        items -> new Page(place.community(), items, asOf),
                                        uri)))));
    }
}
