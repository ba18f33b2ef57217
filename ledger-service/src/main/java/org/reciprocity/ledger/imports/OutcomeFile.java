package org.reciprocity.ledger.imports;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Scores or follow-ups in a file, one a line. */
final class OutcomeFile {
    private static final String PARTICIPANT = "participant";
    private static final String PROGRAMME = "programme";
    private static final String CASE = "case";
    private static final String DATE = "date";

    /** The columns of a file of scores. */
    static final List<String> MEASURE_COLUMNS =
            List.of(DATE, PROGRAMME, PARTICIPANT, "instrument", "wave", "arm", "score", "raw", "items", "reference");

    /** Those that a file of scores has to have. */
    static final Set<String> MEASURE_NEEDED = Set.of(DATE, PROGRAMME, PARTICIPANT, "instrument", "wave", "arm");

    /** The columns of a file of follow-ups. */
    static final List<String> FOLLOW_UP_COLUMNS =
            List.of(DATE, PROGRAMME, PARTICIPANT, CASE, "arm", "window_months", "event", "outcome", "reference");

    /** Those that a file of follow-ups has to have. */
    static final Set<String> FOLLOW_UP_NEEDED = Set.of(DATE, "arm", "window_months", "event", "outcome");

    private static final Map<String, String> COLUMN_OF = Map.ofEntries(
            Map.entry("measuredOn", DATE),
            Map.entry("observedOn", DATE),
            Map.entry("programmeId", PROGRAMME),
            Map.entry("participantId", PARTICIPANT),
            Map.entry("caseId", CASE),
            Map.entry("instrument", "instrument"),
            Map.entry("wave", "wave"),
            Map.entry("arm", "arm"),
            Map.entry("score", "score"),
            Map.entry("raw", "raw"),
            Map.entry("items", "items"),
            Map.entry("windowMonths", "window_months"),
            Map.entry("event", "event"),
            Map.entry("outcome", "outcome"),
            Map.entry("externalRef", "reference"));

    private static final Pattern DIVIDED = Pattern.compile("[ |,;/]+");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,9}([.][0-9]{1,6})?");

    private OutcomeFile() {}

    /** Every word in the file that stands for a participant. */
    static Collection<String> participants(CsvTable file) {
        return words(file, PARTICIPANT);
    }

    /** Every word in the file that stands for a case. */
    static Collection<String> cases(CsvTable file) {
        return words(file, CASE);
    }

    private static Collection<String> words(CsvTable file, String column) {
        var words = new TreeSet<String>();
        for (var row : file.rows()) {
            if (row.cell(column) != null) {
                words.add(row.cell(column));
            }
        }
        return words;
    }

    /** The scores, in the order of their lines. */
    static List<Draft> measures(CsvTable file, Directory directory) {
        var references = new References();
        return file.rows().stream()
                .map(row -> {
                    var draft = draft(row, directory, "measuredOn");
                    references.note(draft, row);
                    if (row.cell(PARTICIPANT) == null) {
                        draft.wrong(row, PARTICIPANT, "your reference of a participant, or its id");
                    }
                    draft.put(draft.body(), "instrument", row.cell("instrument"));
                    draft.number(draft.body(), "wave", row, "wave");
                    decimal(draft, row);
                    draft.number(draft.body(), "raw", row, "raw");
                    items(draft, row);
                    return draft;
                })
                .toList();
    }

    /** The follow-ups, in the order of their lines. */
    static List<Draft> followUps(CsvTable file, Directory directory) {
        var references = new References();
        return file.rows().stream()
                .map(row -> {
                    var draft = draft(row, directory, "observedOn");
                    references.note(draft, row);
                    meant(
                            draft,
                            row,
                            CASE,
                            directory::caseFile,
                            "caseId",
                            "your reference of a case that you referred, or its id");
                    draft.number(draft.body(), "windowMonths", row, "window_months");
                    draft.put(draft.body(), "event", row.cell("event"));
                    draft.put(draft.body(), "outcome", row.cell("outcome"));
                    return draft;
                })
                .toList();
    }

    /** What both have. */
    private static Draft draft(CsvTable.Row row, Directory directory, String day) {
        var draft = new Draft(List.of(row), COLUMN_OF);
        meant(
                draft,
                row,
                PROGRAMME,
                directory::programme,
                "programmeId",
                "the code of a programme of this community, or its id");
        meant(
                draft,
                row,
                PARTICIPANT,
                directory::participant,
                "participantId",
                "your reference of a participant, or its id");
        draft.put(draft.body(), "arm", row.cell("arm"));
        draft.put(draft.body(), "externalRef", row.cell("reference"));
        if (row.cell(DATE) == null) {
            draft.wrong(row, DATE, LocalTimes.DAY_IS);
            return draft;
        }
        try {
            draft.body().put(day, LocalTimes.day(row.cell(DATE)).toString());
        } catch (LocalTimes.NotATime e) {
            draft.wrong(row, DATE, LocalTimes.DAY_IS);
        }
        return draft;
    }

    private static void meant(
            Draft draft,
            CsvTable.Row row,
            String column,
            Function<String, Optional<UUID>> meaning,
            String field,
            String what) {
        var word = row.cell(column);
        if (word != null) {
            meaning.apply(word)
                    .ifPresentOrElse(
                            id -> draft.body().put(field, id.toString()), () -> draft.wrong(row, column, what));
        }
    }

    private static void decimal(Draft draft, CsvTable.Row row) {
        var cell = row.cell("score");
        if (cell != null) {
            if (DECIMAL.matcher(cell).matches()) {
                draft.body().put("score", new BigDecimal(cell));
            } else {
                draft.wrong(row, "score", "a number, such as 19.98");
            }
        }
    }

    private static void items(Draft draft, CsvTable.Row row) {
        var cell = row.cell("items");
        if (cell != null) {
            var items = draft.body().putArray("items");
            for (var item : DIVIDED.split(cell, -1)) {
                if (item.matches("[0-9]{1,6}")) {
                    items.add(Integer.parseInt(item));
                } else {
                    draft.wrong(row, "items", "whole numbers with spaces between them, such as 3 3 4 3 3 3 3");
                    return;
                }
            }
        }
    }
}
