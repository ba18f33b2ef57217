package org.reciprocity.ledger.imports;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Unit costs and deflators in a file, one a line. */
final class PriceFile {
    static final List<String> UNIT_COST_COLUMNS = List.of(
            "reference", "code", "title", "year", "currency", "amount", "source", "inclusions", "payer", "grade");

    static final Set<String> UNIT_COST_NEEDED =
            Set.of("code", "title", "year", "currency", "amount", "source", "payer", "grade");

    static final List<String> DEFLATOR_COLUMNS = List.of("reference", "currency", "year", "index", "source");

    static final Set<String> DEFLATOR_NEEDED = Set.of("currency", "year", "index", "source");

    private static final Map<String, String> UNIT_COST_COLUMN_OF = Map.of(
            "externalRef", "reference",
            "code", "code",
            "title", "title",
            "year", "year",
            "currency", "currency",
            "amount", "amount",
            "source", "source",
            "inclusions", "inclusions",
            "payerId", "payer",
            "grade", "grade");

    private static final Map<String, String> DEFLATOR_COLUMN_OF = Map.of(
            "externalRef", "reference",
            "currency", "currency",
            "year", "year",
            "index", "index",
            "source", "source");

    private static final Pattern DIVIDED = Pattern.compile("[ |,;/]+");

    private PriceFile() {}

    /** The unit costs, in the order of their lines; payers by their codes or ids. */
    static List<Draft> unitCosts(CsvTable file, Directory directory) {
        var references = new References();
        return file.rows().stream()
                .map(row -> {
                    var draft = new Draft(List.of(row), UNIT_COST_COLUMN_OF);
                    var body = draft.body();
                    references.note(draft, row);
                    body.put("communityId", directory.community().toString());
                    draft.put(body, "externalRef", row.cell("reference"));
                    for (var column : List.of("code", "title", "currency", "source")) {
                        draft.put(body, column, row.cell(column));
                    }
                    draft.number(body, "year", row, "year");
                    draft.amount(body, "amount", row, "amount");
                    draft.number(body, "grade", row, "grade");
                    var inclusions = body.putArray("inclusions");
                    if (row.cell("inclusions") != null) {
                        DIVIDED.splitAsStream(row.cell("inclusions")).forEach(inclusions::add);
                    }
                    if (row.cell("payer") != null) {
                        directory
                                .agency(row.cell("payer"))
                                .ifPresentOrElse(
                                        payer -> body.put("payerId", payer.toString()),
                                        () -> draft.wrong(
                                                row, "payer", "the code or id of an agency of the community"));
                    }
                    return draft;
                })
                .toList();
    }

    /** The deflators, in the order of their lines. */
    static List<Draft> deflators(CsvTable file, UUID community) {
        var references = new References();
        return file.rows().stream()
                .map(row -> {
                    var draft = new Draft(List.of(row), DEFLATOR_COLUMN_OF);
                    var body = draft.body();
                    references.note(draft, row);
                    body.put("communityId", community.toString());
                    draft.put(body, "externalRef", row.cell("reference"));
                    draft.put(body, "currency", row.cell("currency"));
                    draft.number(body, "year", row, "year");
                    draft.decimal(body, "index", row, "index");
                    draft.put(body, "source", row.cell("source"));
                    return draft;
                })
                .toList();
    }
}
