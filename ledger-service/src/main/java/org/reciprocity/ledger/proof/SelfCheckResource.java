package org.reciprocity.ledger.proof;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
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
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Json;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.security.Roles;

/** The book's check of itself over HTTP. */
@Path("/self-check")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
@Tag(name = "Proof")
public class SelfCheckResource {
    private static final String ASK = "update self_check set asked_at = clock_timestamp() returning asked_at";

    private final SelfCheck check;
    private final SelfCheckLoop loop;
    private final Requests requests;
    private final Incoming incoming;

    SelfCheckResource(SelfCheck check, SelfCheckLoop loop, Requests requests, Incoming incoming) {
        this.check = check;
        this.loop = loop;
        this.requests = requests;
        this.incoming = incoming;
    }

    /** How the book stands, by the last check. */
    @Schema(name = "SelfCheck")
    public record SelfCheckView(
            @Schema(description = "Whether nothing is known to be wrong")
            boolean holds,

            @Schema(description = "When a check last began; absent before the first")
            Instant beganAt,

            @Schema(description = "When one last ended; absent before that")
            Instant endedAt,

            @Schema(description = "Whether one runs now") boolean running,

            @Schema(description = "How many accounts the last one looked at")
            long accounts,

            @Schema(description = "How many links of hash chains, those that were looked at again too")
            long links,

            @Schema(description = "Up to which sequence of the log all links have been looked at")
            long throughSequence,

            @Schema(description = "What is wrong and has not been put right, oldest first")
            List<FindingView> findings) {

        private static SelfCheckView of(SelfCheck.Standing standing) {
            return new SelfCheckView(
                    standing.findings().isEmpty(),
                    standing.beganAt().orElse(null),
                    standing.endedAt().orElse(null),
                    standing.running(),
                    standing.accounts(),
                    standing.links(),
                    standing.through(),
                    standing.findings().stream().map(FindingView::of).toList());
        }
    }

    /** Something that is wrong. */
    @Schema(name = "Finding")
    public record FindingView(
            @Schema(
                    description =
                            "balance: it is not the sum of the account's postings. postings: they are not all there,"
                                    + " or the balances noted with them do not follow. reserved: it is not what is held. sum: the"
                                    + " community's balances do not sum to zero. event: the"
                                    + " account's posting is not what the event of its exchange says, or one of both is not there. link: the community's hash chain does not hold.",
                    enumeration = {"balance", "postings", "reserved", "sum", "event", "link"})
            String kind,

            UUID communityId,

            @Schema(description = "The account; absent where it is about none")
            UUID accountId,

            @Schema(
                    description =
                            "The exchange of the posting that no event tells of, or not so; absent where it is about none")
            UUID exchangeId,

            @Schema(description = "The sequence of the bad link, or of the event; absent where it is about none")
            Long sequence,

            @Schema(
                    description = "What is wrong with the link; absent where it is about none",
                    enumeration = {"changed", "missing"})
            String fault,

            @Schema(
                    description =
                            "The figure that is stored: minutes, or for postings and where an account has fewer of"
                                    + " them than the events tell, their number; absent where there is none")
            Long stored,

            @Schema(description = "What was counted, or the event says, instead; absent where no event does")
            Long counted,

            @Schema(
                    description =
                            "What the posting says otherwise than its event: minutes, kind, occurredAt, recordedAt;"
                                    + " absent where that is nothing, or it is about none")
            List<String> differs,

            Instant foundAt) {

        private static FindingView of(Finding finding) {
            return new FindingView(
                    finding.kind().wire(),
                    finding.community(),
                    finding.ofAccount() ? finding.account() : null,
                    finding.exchange(),
                    finding.sequence() == 0 ? null : finding.sequence(),
                    finding.fault(),
                    finding.told(),
                    finding.counted(),
                    finding.differs().isEmpty() ? null : finding.differs(),
                    finding.foundAt());
        }
    }

    /** A check that was asked for. */
    @Schema(name = "SelfCheckAsked")
    public record AskedView(
            @Schema(description = "A check that began later than this has looked at all there was then")
            Instant askedAt) {}

    @GET
    @RunOnVirtualThread
    @Operation(summary = "Show how the book stands, by its last check of itself", description = "Role operator.")
    @APIResponseSchema(SelfCheckView.class)
    public Response show() {
        return Answer.ok(null, SelfCheckView.of(check.standing())).response();
    }

    @POST
    @Operation(
            summary = "Let the book check itself now",
            description = "Role operator. It is run soon, by one of the replicas; show it to see what came of it.")
    @APIResponseSchema(value = AskedView.class, responseCode = "202")
    public Uni<Response> ask() {
        var call = incoming.call(null);
        return requests.command(call, write -> write.sql()
                        .select(ASK)
                        .map(rows -> new AskedView(((java.time.OffsetDateTime) rows.getFirst()[0]).toInstant()))
                        .map(asked -> new Outcome(new Answer(202, "/self-check", null, Json.write(asked)), List.of())))
                .invoke(loop::wake);
    }
}
