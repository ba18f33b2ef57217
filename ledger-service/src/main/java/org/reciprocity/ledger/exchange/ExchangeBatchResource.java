package org.reciprocity.ledger.exchange;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Validator;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Batches;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Incoming;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Parameters;
import org.reciprocity.ledger.request.RateLimits;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.request.Told;
import org.reciprocity.ledger.request.Write;
import org.reciprocity.ledger.security.Roles;

/** Many exchanges in one request. */
@Path("/exchanges/batch")
@RolesAllowed({Roles.AGENCY, Roles.BROKER, Roles.STEWARD})
@Tag(name = "Exchanges")
public class ExchangeBatchResource {
    static final int MOST = 10_000;
    private static final String EXAMPLE =
            "[{\"communityId\":\"0198f000-0000-7000-8000-000000000010\",\"kind\":\"service\","
                    + "\"occurredAt\":\"2026-05-04T10:00:00Z\",\"legs\":[{"
                    + "\"providerId\":\"0198f000-0000-7000-8000-000000000021\","
                    + "\"receiverId\":\"0198f000-0000-7000-8000-000000000022\",\"minutes\":60}]}]";
    private static final String LINES = "x-ndjson";
    private static final String NDJSON = "application/" + LINES;

    private final Requests requests;
    private final ExchangeBatches batches;
    private final RateLimits limits;
    private final Incoming incoming;
    private final ProposalReader reader;

    ExchangeBatchResource(
            Requests requests, ExchangeBatches batches, RateLimits limits, Incoming incoming, Validator validator) {
        this.requests = requests;
        this.batches = batches;
        this.limits = limits;
        this.incoming = incoming;
        this.reader = new ProposalReader(validator, MOST);
    }

    /** What an item of a batch came to. */
    @Schema(name = "BatchAnswer")
    public record BatchAnswer(
            @Schema(description = "Its place in the batch, from 0")
            int index,

            @Schema(description = "The status it would have had by itself")
            int status,

            @Schema(description = "Whether it was answered before, under the same key")
            Boolean replayed,

            String location,
            Long version,
            ExchangeView exchange,

            @Schema(description = "Why it was refused") Object problem) {}

    @POST
    @Consumes({MediaType.APPLICATION_JSON, NDJSON})
    @Produces({MediaType.APPLICATION_JSON, NDJSON})
    @Operation(
            summary = "Record many exchanges",
            description =
                    "Up to 10,000 of one community, as a JSON array or as NDJSON, with an answer each, in order and in"
                            + " the form of the request. One that is refused does not keep the others back, unless atomic=true: then"
                            + " none is recorded. Under an Idempotency-Key, item n has the key with /n behind it: a batch that broke"
                            + " off is resumed by sending it again.")
    @RequestBody(
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema =
                                @Schema(
                                        type = SchemaType.ARRAY,
                                        implementation = ExchangeResource.NewExchange.class,
                                        examples = EXAMPLE)),
                @Content(mediaType = NDJSON, schema = @Schema(implementation = ExchangeResource.NewExchange.class))
            })
    @APIResponse(
            responseCode = "200",
            description = "An answer for each item, in order",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.ARRAY, implementation = BatchAnswer.class)),
                @Content(mediaType = NDJSON, schema = @Schema(implementation = BatchAnswer.class))
            })
    public Uni<Response> batch(byte[] body, @QueryParam("atomic") String atomic, @Context HttpHeaders headers) {
        var call = incoming.call(null);
        Access.agency(call.caller());
        var form = headers.getMediaType();
        boolean lines = form != null && LINES.equals(form.getSubtype());
        return record(call, lines ? reader.lines(body) : reader.array(body), all(atomic), lines);
    }

    private static boolean all(String atomic) {
        return "true".equals(Parameters.oneOf(atomic, "atomic", List.of("true", "false")));
    }

    private Uni<Response> record(Call call, List<ProposalReader.Read> items, boolean all, boolean lines) {
        if (items.isEmpty()) {
            throw Problem.of(ProblemType.EMPTY_BATCH, "Send at least one exchange.")
                    .exception();
        }
        limits.charge(call.caller(), items.size());
        oneCommunity(items);
        return all ? together(call, items, lines) : each(call, items, lines);
    }

    private static void oneCommunity(List<ProposalReader.Read> items) {
        UUID community = null;
        for (int i = 0; i < items.size(); i++) {
            var request = items.get(i).request();
            if (request != null) {
                if (community != null && !community.equals(request.communityId())) {
                    throw Problem.of(ProblemType.MIXED_COMMUNITIES, "Send a batch for each community.")
                            .with("field", "[" + i + "].communityId")
                            .exception();
                }
                community = request.communityId();
            }
        }
    }

    private Uni<Response> each(Call call, List<ProposalReader.Read> items, boolean lines) {
        var good = new ArrayList<ExchangeBatches.Listed>(items.size());
        for (int i = 0; i < items.size(); i++) {
            var request = items.get(i).request();
            if (request != null) {
                good.add(new ExchangeBatches.Listed(i, request));
            }
        }
        return batches.record(call, good).map(told -> {
            var answers = new Told[items.size()];
            for (int i = 0; i < good.size(); i++) {
                answers[good.get(i).place()] = told.get(i);
            }
            for (int i = 0; i < answers.length; i++) {
                if (answers[i] == null) {
                    answers[i] = new Told(Answer.refused(items.get(i).problem()), false);
                }
            }
            return response(text(Arrays.asList(answers), lines), lines);
        });
    }

    private Uni<Response> together(Call call, List<ProposalReader.Read> items, boolean lines) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).problem() != null) {
                throw Batches.refused(i, Answer.refused(items.get(i).problem())).exception();
            }
            if (items.get(i).request().offerId() != null) {
                throw Batches.refused(i, Answer.refused(Problem.field("offerId", "none in a batch that is atomic")))
                        .exception();
            }
        }
        var proposals = items.stream()
                .map(item -> Proposal.of(call.caller(), item.request()))
                .toList();
        var whole = new Call(
                call.caller(),
                call.target() + "?atomic=true" + (lines ? "&lines" : ""),
                call.key(),
                null,
                items.stream().map(ProposalReader.Read::request).toList());
        return requests.command(whole, write -> together(write, proposals, lines), Batches.PATIENCE)
                .map(response -> lines && response.getStatus() == Response.Status.OK.getStatusCode()
                        ? Response.fromResponse(response).type(NDJSON).build()
                        : response);
    }

    private static Uni<Outcome> together(Write write, List<Proposal> proposals, boolean lines) {
        return Proposals.decide(write.sql(), proposals).chain(decided -> {
            var outcomes = decided.outcomes();
            for (int i = 0; i < outcomes.size(); i++) {
                var outcome = outcomes.get(i);
                if (outcome.refused()) {
                    return Uni.createFrom().item(Outcome.refused(Batches.refused(i, outcome.answer()), outcome.kept()));
                }
            }
            var answers = outcomes.stream()
                    .map(outcome -> new Told(outcome.answer(), false))
                    .toList();
            return decided.write(write.sql()).map(written -> new Outcome(
                            new Answer(Response.Status.OK.getStatusCode(), null, null, text(answers, lines)),
                            outcomes.stream()
                                    .flatMap(outcome -> outcome.events().stream())
                                    .toList())
                    .after(decided.before()));
        });
    }

    private static Response response(String body, boolean lines) {
        return Response.ok(body)
                .type(lines ? NDJSON : MediaType.APPLICATION_JSON)
                .build();
    }

    /** What the items came to, as an array or as lines; each answer is JSON already. */
    private static String text(List<Told> answers, boolean lines) {
        var text = new StringBuilder(answers.size() * 800);
        for (int i = 0; i < answers.size(); i++) {
            text.append(i > 0 ? lines ? "" : "," : lines ? "" : "[");
            var answer = answers.get(i).answer();
            text.append("{\"index\":").append(i).append(",\"status\":").append(answer.status());
            if (answers.get(i).again()) {
                text.append(",\"replayed\":true");
            }
            if (answer.location() != null) {
                text.append(",\"location\":\"").append(answer.location()).append('"');
            }
            if (answer.version() != null) {
                text.append(",\"version\":").append(answer.version());
            }
            text.append(answer.location() == null ? ",\"problem\":" : ",\"exchange\":")
                    .append(answer.body())
                    .append('}');
            if (lines) {
                text.append('\n');
            }
        }
        return lines ? text.toString() : text.append(']').toString();
    }
}
