package org.reciprocity.ledger.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.access.SpentReferences;
import org.reciprocity.ledger.exchange.ExchangeBatches;
import org.reciprocity.ledger.exchange.ExchangeResource.NewExchange;
import org.reciprocity.ledger.outcome.FollowUpResource.NewFollowUp;
import org.reciprocity.ledger.outcome.FollowUpService;
import org.reciprocity.ledger.outcome.MeasureResource.NewMeasure;
import org.reciprocity.ledger.outcome.MeasureService;
import org.reciprocity.ledger.participant.ParticipantResource.NewParticipant;
import org.reciprocity.ledger.participant.ParticipantService;
import org.reciprocity.ledger.problem.ProblemException;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Json;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Requests;
import org.reciprocity.ledger.request.Told;
import org.reciprocity.ledger.request.Write;
import org.reciprocity.ledger.security.Caller;
import org.reciprocity.ledger.value.DeflatorResource.NewDeflator;
import org.reciprocity.ledger.value.PriceService;
import org.reciprocity.ledger.value.UnitCostResource.NewUnitCost;

/** Records what the lines of a file ask for, one after the other, or looks what would come of them. */
@ApplicationScoped
class ImportService {
    private final ExchangeBatches exchanges;
    private final ParticipantService participants;
    private final MeasureService measures;
    private final FollowUpService followUps;
    private final PriceService prices;
    private final Requests requests;
    private final Validator validator;

    ImportService(
            ExchangeBatches exchanges,
            ParticipantService participants,
            MeasureService measures,
            FollowUpService followUps,
            PriceService prices,
            Requests requests,
            Validator validator) {
        this.exchanges = exchanges;
        this.participants = participants;
        this.measures = measures;
        this.followUps = followUps;
        this.prices = prices;
        this.requests = requests;
        this.validator = validator;
    }

    /** What a line asks for. */
    private record Item<T>(Draft draft, T body) {
        int line() {
            return (int) draft.first().line();
        }
    }

    /**
     * A file that has been read.
     *
     * @param drafts what its lines make
     * @param items those of them that are requests
     */
    private record ReadFile<T>(List<Draft> drafts, List<Item<T>> items) {}

    private <T> Uni<ReadFile<T>> read(Supplier<List<Draft>> drafts, Class<T> type) {
        return Aside.of(() -> items(drafts.get(), type));
    }

    /** The same of things that are about people: what was recorded before and has been erased is set aside. */
    private <T> Uni<ReadFile<T>> read(Call call, SpentReferences.Of of, Supplier<List<Draft>> drafts, Class<T> type) {
        return Aside.of(drafts).chain(made -> spent(call, of, made)
                .chain(spent -> Aside.of(() -> {
                    made.stream()
                            .filter(draft ->
                                    draft.reference().filter(spent::contains).isPresent())
                            .forEach(Draft::spend);
                    return items(made, type);
                })));
    }

    private Uni<Set<String>> spent(Call call, SpentReferences.Of of, List<Draft> drafts) {
        var references =
                drafts.stream().flatMap(draft -> draft.reference().stream()).toList();
        return requests.read(sql -> SpentReferences.among(sql, of, Access.agency(call.caller()), references));
    }

    private <T> ReadFile<T> items(List<Draft> drafts, Class<T> type) {
        return new ReadFile<>(
                drafts,
                drafts.stream()
                        .flatMap(draft -> draft.request(type, validator).map(body -> new Item<>(draft, body)).stream())
                        .toList());
    }

    /** Exchanges go some hundreds in a transaction. */
    Uni<ImportReport> exchanges(Call call, UUID community, CsvTable file, boolean dryRun) {
        return requests.read(sql -> Directory.of(
                        sql, call.caller(), community, ExchangeFile.parties(file), ExchangeFile.cases(file)))
                .chain(directory -> read(
                        call,
                        SpentReferences.Of.EXCHANGE,
                        () -> ExchangeFile.drafts(file, directory),
                        NewExchange.class))
                .chain(read -> (dryRun
                                ? rehearsed(call, read.items(), bodies -> exchanges.rehearse(call.caller(), bodies))
                                : exchanges.recordCorrectable(
                                        call,
                                        read.items().stream()
                                                .map(item -> new ExchangeBatches.Listed(item.line(), item.body()))
                                                .toList()))
                        .map(told -> report(read, told, dryRun, file)));
    }

    /** Participants go one by one: each is a row of its own and locks nothing of another. */
    Uni<ImportReport> participants(Call call, UUID community, CsvTable file, boolean dryRun) {
        return requests.read(sql -> Access.community(sql, call.caller(), community))
                .chain(seen -> read(
                        call,
                        SpentReferences.Of.PARTICIPANT,
                        () -> ParticipantFile.drafts(file, community),
                        NewParticipant.class))
                .chain(read -> singly(
                        call, read, dryRun, file, body -> write -> participants.register(write, call.caller(), body)));
    }

    /** Unit costs go one by one too. */
    Uni<ImportReport> unitCosts(Call call, UUID community, CsvTable file, boolean dryRun) {
        return requests.read(sql -> Directory.of(sql, call.caller(), community, List.of(), List.of()))
                .chain(directory -> read(() -> PriceFile.unitCosts(file, directory), NewUnitCost.class))
                .chain(read -> singly(
                        call, read, dryRun, file, body -> write -> prices.publish(write.sql(), call.caller(), body)));
    }

    /** So do deflators. */
    Uni<ImportReport> deflators(Call call, UUID community, CsvTable file, boolean dryRun) {
        return requests.read(sql -> Access.community(sql, call.caller(), community))
                .chain(seen -> read(() -> PriceFile.deflators(file, community), NewDeflator.class))
                .chain(read -> singly(
                        call, read, dryRun, file, body -> write -> prices.publish(write.sql(), call.caller(), body)));
    }

    /** Scores go one by one: what one person's is refused for is no concern of another's. */
    Uni<ImportReport> measures(Call call, UUID community, CsvTable file, boolean dryRun) {
        var outcomes =
                new Outcomes<>(SpentReferences.Of.MEASURE, OutcomeFile::measures, NewMeasure.class, measures::score);
        return outcomes(call, community, file, dryRun, outcomes);
    }

    /** Follow-ups go one by one too. */
    Uni<ImportReport> followUps(Call call, UUID community, CsvTable file, boolean dryRun) {
        var outcomes = new Outcomes<>(
                SpentReferences.Of.FOLLOW_UP, OutcomeFile::followUps, NewFollowUp.class, followUps::record);
        return outcomes(call, community, file, dryRun, outcomes);
    }

    /** How an outcome is recorded. */
    private interface Recorder<T> {
        Uni<Outcome> record(Write write, Caller caller, T body);
    }

    /** How a kind of outcome is read and recorded. */
    private record Outcomes<T>(
            SpentReferences.Of of,
            BiFunction<CsvTable, Directory, List<Draft>> drafts,
            Class<T> type,
            Recorder<T> recorder) {}

    private <T> Uni<ImportReport> outcomes(
            Call call, UUID community, CsvTable file, boolean dryRun, Outcomes<T> outcomes) {
        return requests.read(sql -> Directory.of(
                        sql, call.caller(), community, OutcomeFile.participants(file), OutcomeFile.cases(file)))
                .chain(directory ->
                        read(call, outcomes.of(), () -> outcomes.drafts().apply(file, directory), outcomes.type()))
                .chain(read -> singly(
                        call,
                        read,
                        dryRun,
                        file,
                        body -> write -> outcomes.recorder().record(write, call.caller(), body)));
    }

    /** What each line asks for is done by itself. */
    private <T> Uni<ImportReport> singly(
            Call call,
            ReadFile<T> read,
            boolean dryRun,
            CsvTable file,
            Function<T, Function<Write, Uni<Outcome>>> command) {
        return (dryRun
                        ? rehearsed(
                                call,
                                read.items(),
                                bodies -> requests.rehearse(
                                        bodies.stream().map(command).toList()))
                        : record(call, read.items(), command))
                .map(told -> report(read, told, dryRun, file));
    }

    /** What was recorded under the lines' keys is answered as it would be when the file is sent; the rest is rehearsed. */
    private <T> Uni<List<Told>> rehearsed(
            Call call, List<Item<T>> items, Function<List<T>, Uni<List<Answer>>> rehearsal) {
        return requests.known(items.stream().map(item -> line(call, item)).toList())
                .chain(known -> {
                    var rest = new ArrayList<T>();
                    for (int i = 0; i < items.size(); i++) {
                        if (known.get(i).isEmpty()) {
                            rest.add(items.get(i).body());
                        }
                    }
                    return rehearsal.apply(rest).map(answers -> {
                        var next = answers.iterator();
                        return known.stream()
                                .map(told -> told.orElseGet(() -> new Told(next.next(), false)))
                                .toList();
                    });
                });
    }

    /** One after the other, as they stand in the file. */
    private <T> Uni<List<Told>> record(
            Call call, List<Item<T>> items, Function<T, Function<Write, Uni<Outcome>>> command) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(item -> requests.command(line(call, item), write -> Uni.createFrom()
                                .deferred(() -> command.apply(item.body()).apply(write))
                                .onFailure(ProblemException.class)
                                .recoverWithItem(failure -> Outcome.refused(failure.problem()))
                                .map(ImportService::tried))
                        .onFailure(ProblemException.class)
                        .recoverWithItem(failure -> failure.problem().response())
                        .map(ImportService::told))
                .collect()
                .asList();
    }

    private static Told told(Response response) {
        return new Told(
                new Answer(response.getStatus(), null, null, (String) response.getEntity()),
                response.getHeaderString(Answer.REPLAYED) != null);
    }

    /** A line has a key of its own, so that a file that is sent again goes on where it was. */
    private static Call line(Call call, Item<?> item) {
        return new Call(
                call.caller(),
                call.target(),
                call.key() == null ? null : call.key() + "/" + item.line(),
                null,
                item.body());
    }

    /** A line that is refused may be corrected, and sent again under the same key. */
    private static Outcome tried(Outcome outcome) {
        return new Outcome(outcome.answer(), outcome.events(), !outcome.events().isEmpty());
    }

    private static <T> ImportReport report(ReadFile<T> read, List<Told> told, boolean dryRun, CsvTable file) {
        var report = new Reporting(read.drafts());
        for (int i = 0; i < told.size(); i++) {
            report.take(
                    read.items().get(i).draft(),
                    told.get(i).answer(),
                    dryRun,
                    told.get(i).again());
        }
        return report.of(dryRun, file.rows().size());
    }

    /** The report as it grows. */
    private static final class Reporting {
        private final List<Draft> drafts;
        private final List<ImportReport.Result> results = new ArrayList<>();
        private final List<ImportReport.LineError> errors = new ArrayList<>();

        Reporting(List<Draft> drafts) {
            this.drafts = drafts;
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
            } else if (body.path("type").asText().endsWith("/" + ProblemType.EXTERNAL_REF_OF_WITHDRAWN.code())) {
                errors.addAll(draft.refused(((ObjectNode) body).put("field", "externalRef")));
            } else if (body.path("type").asText().endsWith("/" + ProblemType.EXTERNAL_REF_IN_USE.code())) {
                var existing = body.path("existing").asText();
                results.add(existing(draft, existing.substring(existing.lastIndexOf('/') + 1)));
            } else if (body.path("type").asText().endsWith("/" + ProblemType.EXTERNAL_REF_OF_ERASED.code())) {
                results.add(existing(draft, null));
            } else {
                errors.addAll(draft.refused(body));
            }
        }

        private static ImportReport.Result existing(Draft draft, String id) {
            return new ImportReport.Result(
                    draft.first().line(), id == null ? null : UUID.fromString(id), null, "existing");
        }

        ImportReport of(boolean dryRun, int lines) {
            drafts.forEach(draft -> errors.addAll(draft.errors()));
            drafts.stream().filter(Draft::spent).forEach(draft -> results.add(existing(draft, null)));
            results.sort(Comparator.comparingLong(ImportReport.Result::line));
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
