package org.reciprocity.ledger.exchange;

import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.common.annotation.RunOnVirtualThread;
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
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
import org.reciprocity.ledger.problem.ProblemException;
import org.reciprocity.ledger.problem.ProblemMappers;
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
    static final int MOST_LINES = 100_000;

    /** So many lines are in memory at once, with their answers. */
    private static final int PIECE = 1000;

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
    @RunOnVirtualThread
    @Operation(
            summary = "Record many exchanges",
            description =
                    "Up to 10,000 of one community as a JSON array, up to 100,000 as NDJSON, with an answer each, in order"
                            + " and in the form of the request; of NDJSON the answers come as they are ready."
                            + " One that is refused does not keep the others back, unless atomic=true: then none is recorded. Under an"
                            + " Idempotency-Key, item n has the key with /n behind it: a batch that broke off is resumed by sending"
                            + " it again, with or without atomic=true as before.")
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
    public Response batch(InputStream body, @QueryParam("atomic") String atomic, @Context HttpHeaders headers)
            throws Throwable {
        var call = incoming.call(null);
        Access.agency(call.caller());
        boolean all = all(atomic);
        var form = headers.getMediaType();
        return form != null && LINES.equals(form.getSubtype()) ? lines(call, body, all) : array(call, body, all);
    }

    private Response array(Call call, InputStream body, boolean all) throws Throwable {
        var items = reader.array(whole(body));
        begin(call, items.size());
        oneCommunity(items);
        return VertxContextSupport.subscribeAndAwait(() -> all
                ? together(call, items, false)
                : requests.take(call)
                        .chain(() -> each(call, items, 0))
                        .map(answers -> response(text(answers, 0, false))));
    }

    private static byte[] whole(InputStream body) {
        try {
            return body.readAllBytes();
        } catch (IOException e) {
            throw Problem.of(ProblemType.MALFORMED_REQUEST, "The body broke off.")
                    .exception();
        }
    }

    private Response lines(Call call, InputStream body, boolean all) throws Throwable {
        var lines = BatchLines.of(body, all ? MOST : MOST_LINES);
        try {
            begin(call, lines.count());
            if (lines.strange() >= 0) {
                throw mixed(lines.strange());
            }
            if (all) {
                var items = reader.lines(lines.next(MOST));
                lines.close();
                return VertxContextSupport.subscribeAndAwait(() -> together(call, items, true));
            }
            VertxContextSupport.subscribeAndAwait(() -> requests.take(call));
            var answers = new LineAnswers(call, lines);
            var first = answers.next();
            return Response.ok((StreamingOutput) out -> answers.write(first, out))
                    .type(NDJSON)
                    .build();
        } catch (Throwable e) {
            lines.close();
            throw e;
        }
    }

    /** The answers to lines, piece by piece, as fast as they are taken. */
    private final class LineAnswers {
        private final Call call;
        private final BatchLines lines;
        private int answered;
        private Told rest;

        LineAnswers(Call call, BatchLines lines) {
            this.call = call;
            this.lines = lines;
        }

        /** Writes the answers that are there, and then those to all other lines. Who takes no more has no more recorded. */
        void write(String first, OutputStream out) throws IOException {
            try (lines) {
                for (var piece = first; !piece.isEmpty(); piece = goOn()) {
                    out.write(piece.getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
            }
        }

        /** The answers to the next piece; nothing at the end. */
        String next() throws Throwable {
            var items = reader.lines(lines.next(PIECE));
            if (items.isEmpty()) {
                return "";
            }
            int from = answered;
            var told = VertxContextSupport.subscribeAndAwait(() -> each(call, items, from));
            answered += items.size();
            return text(told, from, true);
        }

        /** Where the database goes away on the way, the rest is answered with that. */
        private String goOn() throws IOException {
            if (rest == null) {
                try {
                    return next();
                } catch (IOException | RuntimeException | Error e) {
                    rest = new Told(Answer.refused(ProblemMappers.problem(e)), false);
                } catch (Throwable e) {
                    throw new IllegalStateException(e);
                }
            }
            var told = Collections.nCopies(Math.min(PIECE, lines.count() - answered), rest);
            int from = answered;
            answered += told.size();
            return text(told, from, true);
        }
    }

    private static boolean all(String atomic) {
        return "true".equals(Parameters.oneOf(atomic, "atomic", List.of("true", "false")));
    }

    private void begin(Call call, int many) {
        if (many == 0) {
            throw Problem.of(ProblemType.EMPTY_BATCH, "Send at least one exchange.")
                    .exception();
        }
        limits.charge(call.caller(), many);
    }

    private static void oneCommunity(List<ProposalReader.Read> items) {
        UUID community = null;
        for (int i = 0; i < items.size(); i++) {
            var request = items.get(i).request();
            if (request != null) {
                if (community != null && !community.equals(request.communityId())) {
                    throw mixed(i);
                }
                community = request.communityId();
            }
        }
    }

    private static ProblemException mixed(int place) {
        return Problem.of(ProblemType.MIXED_COMMUNITIES, "Send a batch for each community.")
                .with("field", "[" + place + "].communityId")
                .exception();
    }

    /** What each comes to; the first of them is at this place of the batch. */
    private Uni<List<Told>> each(Call call, List<ProposalReader.Read> items, int from) {
        var good = new ArrayList<ExchangeBatches.Listed>(items.size());
        for (int i = 0; i < items.size(); i++) {
            var request = items.get(i).request();
            if (request != null) {
                good.add(new ExchangeBatches.Listed(from + i, request));
            }
        }
        return batches.record(call, good).map(told -> {
            var answers = new Told[items.size()];
            for (int i = 0; i < good.size(); i++) {
                answers[good.get(i).place() - from] = told.get(i);
            }
            for (int i = 0; i < answers.length; i++) {
                if (answers[i] == null) {
                    answers[i] = new Told(Answer.refused(items.get(i).problem()), false);
                }
            }
            return Arrays.asList(answers);
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
        return requests.command(
                        whole,
                        write -> Batches.notBegun(write.sql(), whole, items.size())
                                .chain(() -> together(write, proposals, lines)),
                        Batches.PATIENCE)
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
                            new Answer(Response.Status.OK.getStatusCode(), null, null, text(answers, 0, lines)),
                            outcomes.stream()
                                    .flatMap(outcome -> outcome.events().stream())
                                    .toList())
                    .after(decided.before()));
        });
    }

    private static Response response(String body) {
        return Response.ok(body).type(MediaType.APPLICATION_JSON).build();
    }

    /** What the items from a place on came to, as an array or as lines; each answer is JSON already. */
    private static String text(List<Told> answers, int from, boolean lines) {
        var text = new StringBuilder(answers.size() * 800);
        for (int i = 0; i < answers.size(); i++) {
            text.append(i > 0 ? lines ? "" : "," : lines ? "" : "[");
            var answer = answers.get(i).answer();
            text.append("{\"index\":").append(from + i).append(",\"status\":").append(answer.status());
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
