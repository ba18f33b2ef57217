package org.reciprocity.ledger.proof;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.eventlog.ChainAudit;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.log.LedgerLog;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.LongReads;
import org.reciprocity.ledger.request.Parameters;
import org.reciprocity.ledger.security.Roles;

/** The audit of a community's hash chain over HTTP. */
@Path("/communities/{id}/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Proof", description = "What an auditor asks for")
public class AuditResource {
    private static final long MOST = 1_000_000;

    private final LongReads reads;
    private final Incoming incoming;

    AuditResource(LongReads reads, Incoming incoming) {
        this.reads = reads;
        this.incoming = incoming;
    }

    /** What came of an audit. */
    @Schema(name = "Audit")
    public record AuditView(
            UUID communityId,

            @Schema(description = "The first sequence that was looked at")
            long from,

            @Schema(description = "The last sequence that was to be looked at, at most the log's last")
            long to,

            @Schema(description = "Whether every link follows the one before it")
            boolean intact,

            @Schema(
                    description =
                            "How many events of the community were found right; the log's others lie between them")
            long links,

            @Schema(description = "The sequence of the last right link, or of the one before the range; 0 for none")
            long lastSequence,

            @Schema(description = "That link, in hexadecimal digits: to compare with a receipt's")
            String lastLink,

            @Schema(
                    description =
                            "Where the next part of the range begins: ask again with it as from. Absent when the range"
                                    + " is done, or a link is bad")
            Long next,

            @Schema(description = "The first bad link, where the audit ended; absent when all are right")
            BadLinkView badLink) {

        static AuditView of(UUID community, ChainAudit.Verdict verdict, long wanted) {
            boolean more =
                    verdict.bad().isEmpty() && verdict.to() < wanted && verdict.to() == until(verdict.from(), wanted);
            return new AuditView(
                    community,
                    verdict.from(),
                    verdict.to(),
                    verdict.bad().isEmpty(),
                    verdict.links(),
                    verdict.last(),
                    verdict.hash(),
                    more ? verdict.to() + 1 : null,
                    verdict.bad().map(BadLinkView::of).orElse(null));
        }
    }

    /** A bad link. */
    @Schema(name = "BadLink")
    public record BadLinkView(
            @Schema(description = "Where it is") long sequence,

            @Schema(
                    description = "changed: event or link is not as it was when it got its sequence. missing: it is not"
                            + " there, or is said to belong to another community.",
                    enumeration = {"changed", "missing"})
            String fault) {

        private static BadLinkView of(ChainAudit.BadLink bad) {
            return new BadLinkView(bad.sequence(), bad.fault().name().toLowerCase(Locale.ROOT));
        }
    }

    @GET
    @RunOnVirtualThread
    @RolesAllowed({Roles.STEWARD, Roles.OPERATOR})
    @Operation(
            summary = "Verify the hash chain of a community's events",
            description =
                    "Computes every link in the range anew from the events as they are stored, and names the first"
                            + " that is bad. Role steward of an agency in it, or operator. It looks at a million sequences at"
                            + " most, and next says where to go on.")
    @APIResponseSchema(AuditView.class)
    public Response audit(
            @PathParam("id") String id,
            @Parameter(description = "The first sequence; 1 when left out") @QueryParam("from") String from,
            @Parameter(description = "The last sequence; the log's last when left out") @QueryParam("to") String to) {
        var community = Ids.path(id, "community");
        long first = Optional.ofNullable(Parameters.sequence(from, "from")).orElse(1L);
        long last = Optional.ofNullable(Parameters.sequence(to, "to")).orElse(Long.MAX_VALUE);
        if (first > last) {
            throw Problem.of(ProblemType.MALFORMED_REQUEST, "The range ends before it begins.")
                    .exception();
        }
        var caller = incoming.caller();
        reads.read(sql -> Access.communityOrOperator(sql, caller, community));
        var verdict = ChainAudit.verify(reads, LedgerLog.NAME, community, first, until(first, last));
        return Answer.ok(null, AuditView.of(community, verdict, last)).response();
    }

    /** The last sequence that is looked at when somebody asks for a range: an answer has to come before nobody waits. */
    static long until(long from, long to) {
        return to - from < MOST ? to : from + MOST - 1;
    }
}
