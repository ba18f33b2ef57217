package org.reciprocity.ledger.changes;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;

/**
 * The feed of changes over HTTP. It is read by the log's sequence, which is dense and given in the order of commits, so that
 * nothing that commits late is skipped.
 */
@Path("/changes")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD})
@Tag(name = "Changes", description = "Everything you may see, in the order in which it happened")
public class ChangeResource {
    /** How many entries of the log one page looks at: a page on which little is seen still moves on by as many. */
    private static final int LOOKED_AT = 5_000;

    private static final long BYTES = 2L * 1024 * 1024;

    private final Requests requests;
    private final Incoming incoming;

    ChangeResource(Requests requests, Incoming incoming) {
        this.requests = requests;
        this.incoming = incoming;
    }

    /** An event, as it is on Kafka. */
    @Schema(name = "Change")
    public record ChangeView(
            @Schema(description = "Its place in the log") long sequence,

            @Schema(description = "Unique for ever") UUID id,

            @Schema(examples = "org.reciprocity.exchange-settled.v1")
            String type,

            @Schema(description = "The community; the nil UUID for what stands above communities")
            UUID community,

            @Schema(description = "Its place in the stream of its subject")
            long streamVersion,

            @Schema(description = "The key of the record on Kafka")
            String subject,

            Instant recordedAt,

            @Schema(description = "The body, as its type's schema says", type = SchemaType.OBJECT) @JsonRawValue
            String data) {}

    /** A piece of the log as the caller sees it. */
    @Schema(name = "Changes")
    public record ChangesView(
            @Schema(description = "Oldest first") List<ChangeView> items,

            @Schema(description = "All that you may see up to this sequence is on this page and those before it")
            long through) {}

    @GET
    @Operation(
            summary = "Follow what happens",
            description =
                    "All events after a sequence that you may see now, oldest first, none skipped. Ask again with after="
                            + " the through of the answer; Link leads there while there is more to read already. Clearances"
                            + " need the role broker or steward; money, contracts and claims the role steward.")
    @APIResponseSchema(ChangesView.class)
    public Uni<Response> changes(
            @Parameter(description = "The sequence up to which you have read; 0, the beginning, when left out")
                    @QueryParam("after")
                    String after,
            @Parameter(description = "How many events at most: 1 to 500, 50 when left out") @QueryParam("limit")
                    String limit) {
        long begin = after(after);
        int most = Page.of(null, limit).limit();
        var caller = incoming.caller();
        var agency = Access.agency(caller);
        boolean clearances = caller.has(Roles.BROKER, Roles.STEWARD);
        boolean steward = caller.has(Roles.STEWARD);
        return requests.query(read -> read.sql()
                .select(ChangeSql.PAGE, agency, begin, LOOKED_AT, clearances, most + 1, BYTES, steward)
                .map(rows -> response(rows, begin, most)));
    }

    private static long after(String text) {
        if (text == null) {
            return 0;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw Problem.of(ProblemType.MALFORMED_REQUEST, "The parameter after is not a sequence such as 1042.")
                    .exception();
        }
        return Long.parseLong(text);
    }

    private static Response response(List<Object[]> rows, long begin, int most) {
        var first = rows.getFirst();
        var items = rows.stream()
                .filter(row -> row[3] != null)
                .limit(most)
                .map(ChangeResource::view)
                .toList();
        boolean all = first[2] == null || items.size() == (Long) first[2];
        long through = all
                ? (first[0] == null ? begin : (Long) first[0])
                : items.getLast().sequence();
        var response = Answer.ok(null, new ChangesView(items, through)).response();
        return all && (Long) first[1] < LOOKED_AT
                ? response
                : Response.fromResponse(response)
                        .header(HttpHeaders.LINK, "</changes?after=" + through + "&limit=" + most + ">; rel=\"next\"")
                        .build();
    }

    private static ChangeView view(Object[] row) {
        return new ChangeView(
                (Long) row[3],
                (UUID) row[4],
                (String) row[5],
                (UUID) row[6],
                (Long) row[7],
                (String) row[8],
                Access.instant(row[9]),
                (String) row[10]);
    }
}
