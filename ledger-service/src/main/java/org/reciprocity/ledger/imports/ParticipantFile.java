package org.reciprocity.ledger.imports;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Participants in a file, one a line. */
final class ParticipantFile {
    static final List<String> COLUMNS = List.of("reference", "kind", "size", "roles", "area");

    /** Without a reference no later file could name whom it registered. */
    static final Set<String> NEEDED = Set.of("reference");

    private static final Map<String, String> COLUMN_OF =
            Map.of("externalRef", "reference", "kind", "kind", "size", "size", "roles", "roles", "area", "area");

    private static final Pattern DIVIDED = Pattern.compile("[ |,;/]+");

    private ParticipantFile() {}

    /** The participants, in the order of their lines. */
    static List<Draft> drafts(CsvTable file, UUID community) {
        var references = new References();
        return file.rows().stream()
                .map(row -> {
                    var draft = new Draft(List.of(row), COLUMN_OF);
                    if (row.cell("reference") == null) {
                        draft.wrong(row, "reference", "your own reference");
                    }
                    references.note(draft, row);
                    return fill(draft, row, community);
                })
                .toList();
    }

    private static Draft fill(Draft draft, CsvTable.Row row, UUID community) {
        var body = draft.body();
        body.put("communityId", community.toString());
        draft.put(body, "externalRef", row.cell("reference"));
        body.put("kind", row.cell("kind") == null ? "person" : row.cell("kind"));
        draft.number(body, "size", row, "size");
        if (row.cell("roles") != null) {
            var roles = body.putArray("roles");
            DIVIDED.splitAsStream(row.cell("roles")).forEach(roles::add);
        }
        draft.put(body, "area", row.cell("area"));
        return draft;
    }
}
