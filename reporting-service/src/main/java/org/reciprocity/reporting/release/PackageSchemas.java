package org.reciprocity.reporting.release;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reciprocity.reporting.tabular.Parquet;
import org.reciprocity.reporting.tabular.Parquet.Column;

/** What each table of a data package holds, as its Table Schemas say it: every field with its type and what it is, and what leads where. */
final class PackageSchemas {
    private static final Map<String, String> NUMBERS = Map.ofEntries(
            Map.entry("edition", "The number of the edition"),
            Map.entry("community", "The id of the community"),
            Map.entry("programme", "The id of the programme, as in programmes.csv; empty for the whole community"),
            Map.entry("period", "all, a month (2026-05), a calendar quarter (2026-Q2) or the year from 1 April (2026)"),
            Map.entry("figure", "The code of the figure, as in figures.csv"),
            Map.entry("part", "The part of the figure; empty for the figure itself"),
            Map.entry("value", "The number: counts to the nearest 5, hours to the hour; empty unless it is told"),
            Map.entry("unit", "What it counts"),
            Map.entry("state", "told, withheld to protect people, or none where there is nothing below the line"),
            Map.entry("reason", "Why there is no number"),
            Map.entry("text", "A word in place of a number; empty in a release"),
            Map.entry("caveats", "What to beware of in this number; ' | ' parts several"),
            Map.entry("definition", "Where the API has the definition of now; that of this release is in figures.csv"),
            Map.entry("counter_figure", "The codes of the figures to read it with; ' | ' parts several"),
            Map.entry(
                    "paid_on",
                    "The codes of the contracts that pay on the figure in the period; empty if none does. Never show such a number without its counter-figure"),
            Map.entry("generation", "The generation of projections that it was read from"),
            Map.entry("rule_version", "The version of the rules that it was computed by"));
    private static final Map<String, String> FIGURES = Map.ofEntries(
            Map.entry("figure", "The code of the figure"),
            Map.entry("name", "How people call it"),
            Map.entry("definition", "What it is, in a sentence"),
            Map.entry("formula", "How it is computed"),
            Map.entry("unit", "What it counts; ratios are quotients"),
            Map.entry("caveat", "What to beware of always; empty for some. A number's own caveats are in its row"),
            Map.entry(
                    "counter_figure",
                    "The code of the figure to look at beside it: a number used as a target stops measuring"),
            Map.entry("rule_version", "The version of the rules that this definition is of"),
            Map.entry("source_events", "The types of the events that it is made of; spaces part several"),
            Map.entry("bands", "By which bands it may be asked; spaces part several, and empty for most"));
    private static final Map<String, String> PROGRAMMES = Map.of(
            "programme", "The id of the programme",
            "code", "Its code in the community, as it was when the edition was released",
            "name", "How people call it; empty in releases from before it was kept",
            "community", "The id of the community",
            "community_code", "The code of the community");
    private static final Map<String, String> RESTATEMENTS = Map.ofEntries(
            Map.entry("earlier", "The number of the released edition before it"),
            Map.entry("period", "A month (2026-05), a calendar quarter (2026-Q2) or the year from 1 April (2026)"),
            Map.entry("before", "The number that the edition before published; empty unless it is told"),
            Map.entry("after", "The number that this edition published; empty unless it is told"),
            Map.entry("difference", "after less before; empty unless both are told"),
            Map.entry("state", "told; withheld where either is; none where either has nothing below the line"),
            Map.entry(
                    "late_entries",
                    "The published late entries of the place and period less those of the edition before; empty unless both are told"),
            Map.entry(
                    "reason",
                    "late-entries where more of those are published; else rules where their version changed; else not-told"),
            Map.entry("rule_version", "The version of the rules that this edition was computed by"));

    private PackageSchemas() {}

    static Map<String, Object> numbers(List<Column> columns) {
        var schema = schema(columns, NUMBERS);
        schema.put("foreignKeys", List.of(leads("figure", "figures"), leads("programme", "programmes")));
        return schema;
    }

    static Map<String, Object> figures(List<Column> columns) {
        var schema = schema(columns, FIGURES);
        schema.put("primaryKey", List.of("figure"));
        return schema;
    }

    static Map<String, Object> programmes(List<Column> columns) {
        var schema = schema(columns, PROGRAMMES);
        schema.put("primaryKey", List.of("programme"));
        return schema;
    }

    static Map<String, Object> restatements(List<Column> columns) {
        var descriptions = new LinkedHashMap<>(NUMBERS);
        descriptions.putAll(RESTATEMENTS);
        var schema = schema(columns, descriptions);
        schema.put("foreignKeys", List.of(leads("figure", "figures"), leads("programme", "programmes")));
        return schema;
    }

    /** A column leads to the table where it is the key. */
    private static Map<String, Object> leads(String column, String table) {
        return Map.of("fields", List.of(column), "reference", Map.of("resource", table, "fields", List.of(column)));
    }

    private static Map<String, Object> schema(List<Column> columns, Map<String, String> descriptions) {
        var fields = new ArrayList<Map<String, Object>>();
        for (var column : columns) {
            var field = new LinkedHashMap<String, Object>();
            field.put("name", column.name());
            field.put("type", type(column.type()));
            field.put("description", descriptions.get(column.name()));
            if (column.name().equals("state")) {
                field.put("constraints", Map.of("enum", List.of("told", "withheld", "none")));
            }
            fields.add(field);
        }
        var schema = new LinkedHashMap<String, Object>();
        schema.put("fields", fields);
        return schema;
    }

    private static String type(Parquet.Type type) {
        return switch (type) {
            case WHOLE -> "integer";
            case NUMBER -> "number";
            case TEXT -> "string";
        };
    }
}
