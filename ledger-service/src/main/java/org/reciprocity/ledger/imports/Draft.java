package org.reciprocity.ledger.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.validation.Validator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.reciprocity.ledger.imports.ImportReport.LineError;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Json;

/**
 * A request that is made of one line or several.
 *
 * <p>What is wrong is told by line and column. The request is the body that a client would have sent, and is read and
 * validated as such, so its fields are led back to the columns they came from.
 */
final class Draft {
    private static final ObjectMapper MAPPER = Json.mapper();
    private static final Pattern PART = Pattern.compile("^([a-z.]+\\[\\d+])\\.?(.*)$");

    private final List<CsvTable.Row> rows;
    private final Map<String, String> columnOf;
    private final Map<String, CsvTable.Row> rowOf = new HashMap<>();
    private final List<LineError> errors = new ArrayList<>();
    private final ObjectNode body = MAPPER.createObjectNode();
    private boolean spent;

    /**
     * Of these lines.
     *
     * @param columnOf the column that a field of the request comes from
     */
    Draft(List<CsvTable.Row> rows, Map<String, String> columnOf) {
        this.rows = List.copyOf(rows);
        this.columnOf = columnOf;
        for (var row : rows) {
            if (row.tooMany()) {
                wrong(row, null, "There is something beyond the last column that has a name.");
            }
        }
    }

    List<CsvTable.Row> rows() {
        return rows;
    }

    CsvTable.Row first() {
        return rows.getFirst();
    }

    ObjectNode body() {
        return body;
    }

    void wrong(CsvTable.Row row, String column, String message) {
        errors.add(error(row, column, ProblemType.INVALID_FIELD, message));
    }

    private static LineError error(CsvTable.Row row, String column, ProblemType type, String message) {
        return new LineError(row.line(), column, "/problems/" + type.code(), message);
    }

    /** The agency's reference; none where the line has none. */
    Optional<String> reference() {
        return Optional.ofNullable(body.path("externalRef").textValue());
    }

    /**
     * Takes note that what was recorded under its reference has been erased. It is not recorded again, and nothing is wrong with it:
     * a line of it may well name whom the ledger has forgotten.
     */
    void spend() {
        spent = true;
    }

    boolean spent() {
        return spent;
    }

    /** The request, if nothing is wrong with it and it is still to be made. */
    <T> Optional<T> request(Class<T> type, Validator validator) {
        if (spent || !errors.isEmpty()) {
            return Optional.empty();
        }
        T request;
        try {
            request = MAPPER.treeToValue(body, type);
        } catch (JsonMappingException e) {
            var path = e.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                    .collect(Collectors.joining());
            wrong(path.startsWith(".") ? path.substring(1) : path, "A value is not of the form that belongs there.");
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A line made no request", e);
        }
        validator.validate(request).stream()
                .map(violation -> Map.entry(violation.getPropertyPath().toString(), violation.getMessage()))
                .sorted(Map.Entry.<String, String>comparingByKey().thenComparing(Map.Entry.comparingByValue()))
                .forEach(violation -> wrong(violation.getKey(), violation.getValue()));
        return errors.isEmpty() ? Optional.of(request) : Optional.empty();
    }

    private void wrong(String field, String message) {
        var place = place(field);
        wrong(place.row(), place.column(), message);
    }

    private record Place(CsvTable.Row row, String column) {}

    /** Notes the line that a part of the request comes from, such as {@code legs[0]}. */
    void from(String part, CsvTable.Row row) {
        rowOf.put(part, row);
    }

    /** Where a field of the request comes from. */
    private Place place(String field) {
        var part = PART.matcher(field);
        if (!part.matches()) {
            return new Place(first(), columnOf.get(field));
        }
        var row = rowOf.get(part.group(1));
        return row == null
                ? new Place(first(), columnOf.get(part.group(1).replaceFirst("\\[.*", "")))
                : new Place(row, column(row, columnOf.get(part.group(2))));
    }

    /** In a session one side of each leg is the community's, and does not stand in the line. */
    private static String column(CsvTable.Row row, String column) {
        if (column == null || row.cell(column) != null || row.cell("session") == null) {
            return column;
        }
        return switch (column) {
            case "provider" -> row.cell("receiver") == null ? column : "receiver";
            case "receiver" -> row.cell("provider") == null ? column : "provider";
            case "provider_role" -> "receiver_role";
            default -> column;
        };
    }

    /** What is wrong by the ledger's answer. */
    List<LineError> refused(JsonNode problem) {
        var type = problem.get("type").textValue();
        var detail = problem.path("detail").textValue();
        if (problem.has("errors")) {
            var told = new ArrayList<LineError>();
            problem.get("errors").forEach(error -> {
                var place = place(error.path("field").asText());
                told.add(new LineError(
                        place.row().line(),
                        place.column(),
                        type,
                        error.path("message").asText()));
            });
            return told;
        }
        var place = place(problem.path("field").asText());
        return List.of(new LineError(place.row().line(), place.column(), type, detail));
    }

    List<LineError> errors() {
        if (spent) {
            return List.of();
        }
        var once = new HashSet<LineError>();
        return errors.stream()
                .filter(once::add)
                .sorted(Comparator.comparingLong(LineError::line))
                .toList();
    }

    /** Puts what stands in a column, if anything does. */
    void put(ObjectNode node, String field, String cell) {
        if (cell != null) {
            node.set(field, TextNode.valueOf(cell));
        }
    }

    /** A whole number, or nothing and an error. */
    void number(ObjectNode node, String field, CsvTable.Row row, String column) {
        var cell = row.cell(column);
        if (cell == null) {
            return;
        }
        if (cell.matches("[0-9]{1,9}")) {
            node.put(field, Integer.parseInt(cell));
        } else {
            wrong(row, column, "a whole number, such as 90");
        }
    }

    /** An amount in whole minor units, or nothing and an error. */
    void amount(ObjectNode node, String field, CsvTable.Row row, String column) {
        var cell = row.cell(column);
        if (cell == null) {
            return;
        }
        if (cell.matches("[0-9]{1,15}")) {
            node.put(field, Long.parseLong(cell));
        } else {
            wrong(row, column, "a whole number of minor units, such as 4200 for 42 pounds");
        }
    }

    /** A decimal number, or nothing and an error. */
    void decimal(ObjectNode node, String field, CsvTable.Row row, String column) {
        var cell = row.cell(column);
        if (cell == null) {
            return;
        }
        if (cell.matches("[0-9]{1,10}([.][0-9]{1,6})?")) {
            node.put(field, new BigDecimal(cell));
        } else {
            wrong(row, column, "a number with a point before at most six decimals, such as 96.25");
        }
    }

    /** One of several words, or nothing and an error. */
    Optional<String> word(CsvTable.Row row, String column, Set<String> words) {
        var cell = row.cell(column);
        if (cell == null) {
            return Optional.empty();
        }
        var word = cell.toLowerCase(java.util.Locale.ROOT);
        if (!words.contains(word)) {
            wrong(row, column, words.stream().sorted().collect(Collectors.joining(", ")));
            return Optional.empty();
        }
        return Optional.of(word);
    }

    /** A refusal that is about the whole. */
    static List<LineError> whole(CsvTable.Row row, Problem problem) {
        return List.of(error(row, null, problem.type(), problem.detail()));
    }
}
