package org.reciprocity.reporting.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.reciprocity.reporting.edition.Edition;
import org.reciprocity.reporting.figure.CatalogueEntry;
import org.reciprocity.reporting.tabular.Csv;
import org.reciprocity.reporting.tabular.FigureRow;
import org.reciprocity.reporting.tabular.Parquet;
import org.reciprocity.reporting.tabular.RowFiles;

/**
 * A whole release as a Frictionless Data Package (datapackage.org, version 2): a zip of {@code datapackage.json}, the numbers as CSV and
 * Parquet, and the catalogue. The same release is the same bytes, from the same
 * version of the service.
 */
final class DataPackage {
    private static final String PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json";
    private static final List<String> CATALOGUE =
            List.of("figure", "name", "definition", "formula", "unit", "caveat", "counter_figure", "rule_version");
    private static final Map<String, String> COLUMNS = Map.ofEntries(
            Map.entry("edition", "The number of the edition"),
            Map.entry("community", "The id of the community"),
            Map.entry("programme", "The id of the programme; empty for the whole community"),
            Map.entry("period", "all, a month (2026-05), a calendar quarter (2026-Q2) or the year from 1 April (2026)"),
            Map.entry("figure", "The code of the figure"),
            Map.entry("part", "The part of the figure; empty for the figure itself"),
            Map.entry("value", "The number: counts to the nearest 5, hours to the hour; empty unless it is told"),
            Map.entry("unit", "What it counts"),
            Map.entry("state", "told, withheld to protect people, or none where there is nothing below the line"),
            Map.entry("reason", "Why there is no number"),
            Map.entry("text", "A word in place of a number; empty in a release"),
            Map.entry("caveats", "What to beware of in this number; ' | ' parts several"),
            Map.entry("definition", "Where the API has the definition of the figure"),
            Map.entry("counter_figure", "The codes of the figures to read it with; ' | ' parts several"),
            Map.entry(
                    "paid_on",
                    "The codes of the contracts that pay on the figure in the period; empty if none does. Never show such a number without its counter-figure"),
            Map.entry("generation", "The generation of projections that it was read from"),
            Map.entry("rule_version", "The version of the rules that it was computed by"));

    private DataPackage() {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record File(
            String name, String path, String format, String mediaType, byte[] bytes, Map<String, Object> schema) {}

    private interface Writing {
        void to(ByteArrayOutputStream out) throws IOException;
    }

    /** The zip. */
    static byte[] of(
            String communityCode,
            Edition edition,
            List<FigureRow> rows,
            List<CatalogueEntry> catalogue,
            ObjectMapper mapper) {
        var numbers = numbersSchema();
        var files = List.of(
                new File(
                        "numbers",
                        "numbers.csv",
                        "csv",
                        Csv.MEDIA_TYPE,
                        bytes(out -> RowFiles.csv(out, rows)),
                        numbers),
                new File(
                        "numbers-parquet",
                        "numbers.parquet",
                        "parquet",
                        Parquet.MEDIA_TYPE,
                        bytes(out -> RowFiles.parquet(out, rows)),
                        numbers),
                new File(
                        "figures",
                        "figures.csv",
                        "csv",
                        Csv.MEDIA_TYPE,
                        bytes(out -> Csv.write(
                                out,
                                CATALOGUE,
                                catalogue.stream().map(DataPackage::cells).toList())),
                        cataloguesSchema()));
        return bytes(out -> {
            try (var zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
                add(zip, "datapackage.json", description(communityCode, edition, files, mapper), edition);
                for (var file : files) {
                    add(zip, file.path, file.bytes, edition);
                }
            }
        });
    }

    private static byte[] bytes(Writing writing) {
        var out = new ByteArrayOutputStream();
        try {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, byte[] bytes, Edition edition) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(edition.day().atStartOfDay());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private static List<Object> cells(CatalogueEntry entry) {
        return java.util.Arrays.asList(
                entry.code(),
                entry.name(),
                entry.definition(),
                entry.formula(),
                entry.unit(),
                ReleasedFigure.caveat(entry.code(), Optional.ofNullable(entry.caveat()))
                        .orElse(null),
                entry.counterFigure(),
                entry.ruleVersion());
    }

    private static byte[] description(String communityCode, Edition edition, List<File> files, ObjectMapper mapper) {
        var description = new LinkedHashMap<String, Object>();
        description.put("$schema", PROFILE);
        description.put(
                "name",
                communityCode.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-") + "-edition-" + edition.id());
        description.put("id", "urn:reciprocity:edition:" + edition.community() + ":" + edition.id());
        description.put("title", "Protected figures of " + communityCode + " through " + edition.day());
        description.put(
                "description",
                "Counts of people and of what they did to the nearest 5, hours to the hour; what could lead to somebody is withheld.");
        description.put("version", String.valueOf(edition.id()));
        description.put("created", edition.cutAt().toString());
        var resources = new ArrayList<Map<String, Object>>();
        for (var file : files) {
            var resource = new LinkedHashMap<String, Object>();
            resource.put("name", file.name);
            resource.put("type", "table");
            resource.put("path", file.path);
            resource.put("format", file.format);
            resource.put("mediatype", file.mediaType);
            if (file.format.equals("csv")) {
                resource.put("encoding", "utf-8");
                resource.put("dialect", Map.of("lineTerminator", "\r\n"));
            }
            resource.put("bytes", file.bytes.length);
            resource.put("hash", "sha256:" + sha256(file.bytes));
            resource.put("schema", file.schema);
            resources.add(resource);
        }
        description.put("resources", resources);
        description.put("asOf", edition.asOf());
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(description);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> numbersSchema() {
        var fields = new ArrayList<Map<String, Object>>();
        for (var column : FigureRow.COLUMNS) {
            var field = field(
                    column,
                    switch (column) {
                        case "edition", "generation", "rule_version" -> "integer";
                        case "value" -> "number";
                        default -> "string";
                    },
                    COLUMNS.get(column));
            if (column.equals("state")) {
                field.put("constraints", Map.of("enum", List.of("told", "withheld", "none")));
            }
            fields.add(field);
        }
        var schema = new LinkedHashMap<String, Object>();
        schema.put("fields", fields);
        schema.put(
                "foreignKeys",
                List.of(Map.of(
                        "fields",
                        List.of("figure"),
                        "reference",
                        Map.of("resource", "figures", "fields", List.of("figure")))));
        return schema;
    }

    private static Map<String, Object> cataloguesSchema() {
        var fields = new ArrayList<Map<String, Object>>();
        CATALOGUE.forEach(column -> fields.add(
                field(column, column.equals("rule_version") ? "integer" : "string", "As GET /figures has it")));
        var schema = new LinkedHashMap<String, Object>();
        schema.put("fields", fields);
        schema.put("primaryKey", List.of("figure"));
        return schema;
    }

    private static Map<String, Object> field(String name, String type, String description) {
        var field = new LinkedHashMap<String, Object>();
        field.put("name", name);
        field.put("type", type);
        field.put("description", description);
        return field;
    }
}
