package org.reciprocity.ledger.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

/**
 * Exchanges in a file: a line is an exchange of one leg, or with others that name the same session a giver or a receiver in
 * it.
 */
final class ExchangeFile {
    private static final String CASE = "case";

    static final List<String> COLUMNS = List.of(
            "session",
            "date",
            "time",
            "kind",
            "programme",
            "provider",
            "receiver",
            "minutes",
            "provider_role",
            "receiver_role",
            "skill",
            "decision",
            CASE,
            "confirmed",
            "reference");

    static final Set<String> NEEDED = Set.of("date", "minutes", "provider");

    /** The columns that tell of a whole exchange: in a session each line that has them says the same. */
    private static final List<String> OF_ALL =
            List.of("date", "time", "kind", "programme", "skill", "decision", CASE, "reference");

    private static final Map<String, String> COLUMN_OF = Map.ofEntries(
            Map.entry("occurredAt", "date"),
            Map.entry("kind", "kind"),
            Map.entry("programmeId", "programme"),
            Map.entry("skill", "skill"),
            Map.entry("decision", "decision"),
            Map.entry("caseId", CASE),
            Map.entry("externalRef", "reference"),
            Map.entry("minutes", "minutes"),
            Map.entry("providerId", "provider"),
            Map.entry("receiverId", "receiver"),
            Map.entry("providerRole", "provider_role"),
            Map.entry("receiverRole", "receiver_role"),
            Map.entry("role", "provider_role"),
            Map.entry("participantId", "provider"),
            Map.entry("confirmations", "confirmed"));

    private static final Set<String> CONFIRMED = Set.of("party", "on-behalf", "no");
    private static final String ONE_SIDE = "in a session each line has a provider or a receiver, and not both";
    private static final String PROVIDER = "provider";
    private static final String RECEIVER = "receiver";

    private ExchangeFile() {}

    /** Every word in the file that stands for a party. */
    static Collection<String> parties(CsvTable file) {
        return words(file, List.of(PROVIDER, RECEIVER));
    }

    /** Every word in the file that stands for a case. */
    static Collection<String> cases(CsvTable file) {
        return words(file, List.of(CASE));
    }

    private static Collection<String> words(CsvTable file, List<String> columns) {
        var words = new TreeSet<String>();
        for (var row : file.rows()) {
            for (var column : columns) {
                if (row.cell(column) != null) {
                    words.add(row.cell(column));
                }
            }
        }
        return words;
    }

    /** The exchanges that the lines make, in the order of their first lines. */
    static List<Draft> drafts(CsvTable file, Directory directory) {
        var sessions = new LinkedHashMap<String, List<CsvTable.Row>>();
        for (var row : file.rows()) {
            var session = row.cell("session");
            sessions.computeIfAbsent(
                            session == null ? "line " + row.line() : "session " + session, first -> new ArrayList<>())
                    .add(row);
        }
        var references = new References();
        var drafts = new ArrayList<Draft>(sessions.size());
        for (var rows : sessions.values()) {
            var draft = draft(rows, directory);
            // All lines of a session may have its reference.
            rows.stream()
                    .filter(row -> row.cell("reference") != null)
                    .findFirst()
                    .ifPresent(row -> references.note(draft, row));
            drafts.add(draft);
        }
        return drafts;
    }

    private static Draft draft(List<CsvTable.Row> rows, Directory directory) {
        var draft = new Draft(rows, COLUMN_OF);
        for (var row : rows) {
            if (row.cell("session") != null && row.cell(PROVIDER) == null && row.cell(RECEIVER) == null) {
                draft.wrong(row, PROVIDER, ONE_SIDE);
            }
        }
        var all = ofAll(draft);
        var body = draft.body();
        body.put("communityId", directory.community().toString());
        body.put("kind", all.getOrDefault("kind", "service"));
        occurredAt(draft, all, directory);
        meant(
                draft,
                all.get("programme"),
                "programme",
                directory::programme,
                "the code of a programme of this community, or its id");
        meant(draft, all.get(CASE), CASE, directory::caseFile, "your reference of a case that you referred, or its id");
        draft.put(body, "skill", all.get("skill"));
        draft.put(body, "decision", all.get("decision"));
        draft.put(body, "externalRef", all.get("reference"));
        var words = new LinkedHashMap<UUID, String>();
        if (draft.first().cell("session") == null) {
            draft.from("legs[0]", draft.first());
            body.putArray("legs").add(leg(draft, draft.first(), directory, words));
        } else {
            session(draft, directory, words);
        }
        var confirmations = body.putArray("confirmations");
        words.forEach((party, how) ->
                confirmations.addObject().put("participantId", party.toString()).put("how", how));
        return draft;
    }

    /** Givers and receivers; the ledger calls them legs, the givers first. */
    private static void session(Draft draft, Directory directory, Map<UUID, String> words) {
        var session = draft.body().putObject("session");
        int legs = 0;
        for (var column : List.of(PROVIDER, RECEIVER)) {
            var name = column.equals(PROVIDER) ? "givers" : "receivers";
            var side = session.putArray(name);
            for (var row : draft.rows()) {
                if (row.cell(column) != null) {
                    draft.from("session." + name + "[" + side.size() + "]", row);
                    draft.from("legs[" + legs++ + "]", row);
                    side.add(attendance(draft, row, column, directory, words));
                }
            }
        }
    }

    /** What the lines say of the whole. */
    private static Map<String, String> ofAll(Draft draft) {
        var all = new LinkedHashMap<String, String>();
        for (var row : draft.rows()) {
            for (var column : OF_ALL) {
                var cell = row.cell(column);
                var before = cell == null ? null : all.putIfAbsent(column, cell);
                if (before != null && !before.equals(cell)) {
                    draft.wrong(row, column, "the same in all lines of a session, or nothing");
                }
            }
        }
        return all;
    }

    private static void occurredAt(Draft draft, Map<String, String> all, Directory directory) {
        if (!all.containsKey("date")) {
            draft.wrong(draft.first(), "date", LocalTimes.DATE_IS);
            return;
        }
        try {
            draft.body().put("occurredAt", LocalTimes.instant(all.get("date"), all.get("time"), directory.zone()));
        } catch (LocalTimes.NotATime e) {
            draft.wrong(draft.first(), e.column(), e.getMessage());
        }
    }

    /** A programme or case that the whole belongs to, by a word for it. */
    private static void meant(
            Draft draft, String word, String column, Function<String, Optional<UUID>> meaning, String what) {
        if (word != null) {
            meaning.apply(word)
                    .ifPresentOrElse(
                            id -> draft.body().put(column + "Id", id.toString()),
                            () -> draft.wrong(draft.first(), column, what));
        }
    }

    private static ObjectNode leg(Draft draft, CsvTable.Row row, Directory directory, Map<UUID, String> words) {
        var leg = draft.body().objectNode();
        if (row.cell(PROVIDER) == null) {
            draft.wrong(row, PROVIDER, "who gave; a line of a session names the session");
        }
        party(draft, row, PROVIDER, "providerId", directory, leg, words);
        party(draft, row, RECEIVER, "receiverId", directory, leg, words);
        minutes(draft, row, leg);
        draft.put(leg, "providerRole", row.cell("provider_role"));
        draft.put(leg, "receiverRole", row.cell("receiver_role"));
        return leg;
    }

    private static ObjectNode attendance(
            Draft draft, CsvTable.Row row, String column, Directory directory, Map<UUID, String> words) {
        var attendance = draft.body().objectNode();
        if (row.cell(PROVIDER) != null && row.cell(RECEIVER) != null) {
            draft.wrong(row, column, ONE_SIDE);
        }
        party(draft, row, column, "participantId", directory, attendance, words);
        minutes(draft, row, attendance);
        draft.put(attendance, "role", row.cell(column + "_role"));
        return attendance;
    }

    private static void party(
            Draft draft,
            CsvTable.Row row,
            String column,
            String field,
            Directory directory,
            ObjectNode leg,
            Map<UUID, String> words) {
        var word = row.cell(column);
        if (word == null) {
            return;
        }
        var party = directory.party(word).orElse(null);
        if (party == null) {
            draft.wrong(
                    row,
                    column,
                    "your reference of a participant, the code of an agency, the word community, or an id");
            return;
        }
        leg.put(field, party.toString());
        if (directory.isPerson(party)) {
            var how = draft.word(row, "confirmed", CONFIRMED).orElse("no");
            if (!how.equals("no")) {
                words.putIfAbsent(party, how);
            }
        }
    }

    private static void minutes(Draft draft, CsvTable.Row row, ObjectNode part) {
        if (row.cell("minutes") == null) {
            draft.wrong(row, "minutes", "how long, in whole minutes");
        }
        draft.number(part, "minutes", row, "minutes");
    }
}
