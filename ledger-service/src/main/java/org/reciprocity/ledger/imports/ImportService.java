package org.reciprocity.ledger.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.exchange.ExchangeResource.NewExchange;
import org.reciprocity.ledger.exchange.ExchangeService;
import org.reciprocity.ledger.participant.ParticipantResource.NewParticipant;
import org.reciprocity.ledger.participant.ParticipantService;
import org.reciprocity.ledger.problem.ProblemException;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Json;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.request.Write;

/** Records what the lines of a file ask for, each in a transaction of its own, or looks what would come of them. */
@ApplicationScoped
class ImportService {
    /**
     * How many of a dry run share a transaction, in which the limits of accounts are looked at as they would be after the
     * lines before. It is rolled back; until then it holds locks, so that it may not last.
     */
    private static final int TOGETHER = 500;

    private final ExchangeService exchanges;
    private final ParticipantService participants;
    private final Requests requests;
    private final Validator validator;

    ImportService(ExchangeService exchanges, ParticipantService participants, Requests requests, Validator validator) {
        this.exchanges = exchanges;
        this.participants = participants;
        this.requests = requests;
        this.validator = validator;
    }

    /** What a line asks for, and how it is done. */
    private record Item(Draft draft, Object body, Function<Write, Uni<Outcome>> work) {}

    Uni<ImportReport> exchanges(Call call, UUID community, CsvTable file, boolean dryRun) {
        return requests.read(sql -> Directory.of(sql, call.caller(), community, ExchangeFile.parties(file)))
                .chain(directory -> read(() -> ExchangeFile.drafts(file, directory), draft -> draft.request(
                                NewExchange.class, validator)
                        .map(body -> new Item(draft, body, write -> exchanges.propose(write, call.caller(), body)))))
                .chain(read -> run(call, file, dryRun, read));
    }

    Uni<ImportReport> participants(Call call, UUID community, CsvTable file, boolean dryRun) {
        return requests.read(sql -> Access.community(sql, call.caller(), community))
                .chain(seen -> read(() -> ParticipantFile.drafts(file, community), draft -> draft.request(
                                NewParticipant.class, validator)
                        .map(body ->
                                new Item(draft, body, write -> participants.register(write, call.caller(), body)))))
                .chain(read -> run(call, file, dryRun, read));
    }

    /**
     * A file that has been read.
     *
     * @param drafts what its lines make
     * @param items those of them that are requests
     */
    private record ReadFile(List<Draft> drafts, List<Item> items) {}

    private static Uni<ReadFile> read(Supplier<List<Draft>> drafts, Function<Draft, Optional<Item>> item) {
        return Aside.of(() -> {
            var made = drafts.get();
            return new ReadFile(
                    made, made.stream().map(item).flatMap(Optional::stream).toList());
        });
    }

    private Uni<ImportReport> run(Call call, CsvTable file, boolean dryRun, ReadFile read) {
        var report = new Reporting(read.drafts());
        return (dryRun ? rehearse(read.items(), report) : record(call, read.items(), report))
                .map(done -> report.of(dryRun, file.rows().size()));
    }

    private Uni<Void> rehearse(List<Item> items, Reporting report) {
        var pieces = new ArrayList<List<Item>>();
        for (int from = 0; from < items.size(); from += TOGETHER) {
            pieces.add(items.subList(from, Math.min(items.size(), from + TOGETHER)));
        }
        return Multi.createFrom()
                .iterable(pieces)
                .onItem()
                .transformToUniAndConcatenate(piece -> requests.rehearse(
                                piece.stream().map(Item::work).toList())
                        .invoke(answers -> {
                            for (int i = 0; i < answers.size(); i++) {
                                report.take(piece.get(i).draft(), answers.get(i), true, false);
                            }
                        }))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    /** One after the other, as they stand in the file: what is given early can be spent later. */
    private Uni<Void> record(Call call, List<Item> items, Reporting report) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(item -> requests.command(
                                line(call, item),
                                write -> item.work().apply(write).map(ImportService::tried))
                        .onFailure(ProblemException.class)
                        .recoverWithItem(failure -> failure.problem().response())
                        .invoke(response -> report.take(item.draft(), response)))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    /** A line has a key of its own, so that a file that is sent again goes on where it was. */
    private static Call line(Call call, Item item) {
        return new Call(
                call.caller(),
                call.target(),
                call.key() == null
                        ? null
                        : call.key() + "/" + item.draft().first().line(),
                null,
                item.body());
    }

    /** A line that is refused may be corrected, and sent again under the same key. */
    private static Outcome tried(Outcome outcome) {
        return new Outcome(outcome.answer(), outcome.events(), !outcome.events().isEmpty());
    }

    /** The report as it grows. */
    private static final class Reporting {
        private final List<Draft> drafts;
        private final List<ImportReport.Result> results = new ArrayList<>();
        private final List<ImportReport.LineError> errors = new ArrayList<>();

        Reporting(List<Draft> drafts) {
            this.drafts = drafts;
        }

        void take(Draft draft, Response response) {
            take(
                    draft,
                    new Answer(response.getStatus(), null, null, (String) response.getEntity()),
                    false,
                    response.getHeaderString(Answer.REPLAYED) != null);
        }

        void take(Draft draft, Answer answer, boolean dryRun, boolean replayed) {
            var body = read(answer.body());
            long line = draft.first().line();
            if (answer.status() < 400) {
                results.add(new ImportReport.Result(
                        line,
                        dryRun ? null : UUID.fromString(body.get("id").textValue()),
                        body.path("state").textValue(),
                        replayed ? "replayed" : "recorded"));
            } else if (body.path("type").asText().endsWith("/" + ProblemType.EXTERNAL_REF_IN_USE.code())) {
                var existing = body.get("existing").textValue();
                results.add(new ImportReport.Result(
                        line, UUID.fromString(existing.substring(existing.lastIndexOf('/') + 1)), null, "existing"));
            } else {
                errors.addAll(draft.refused(body));
            }
        }

        ImportReport of(boolean dryRun, int lines) {
            drafts.forEach(draft -> errors.addAll(draft.errors()));
            errors.sort(Comparator.comparingLong(ImportReport.LineError::line));
            int recorded = count("recorded");
            int replayed = count("replayed");
            int existing = count("existing");
            return new ImportReport(
                    dryRun,
                    lines,
                    drafts.size(),
                    recorded,
                    replayed,
                    existing,
                    drafts.size() - results.size(),
                    results,
                    errors);
        }

        private int count(String how) {
            return (int)
                    results.stream().filter(result -> result.how().equals(how)).count();
        }

        private static JsonNode read(String json) {
            try {
                return Json.mapper().readTree(json);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("An answer is no JSON", e);
            }
        }
    }
}
