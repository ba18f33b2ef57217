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
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.reciprocity.reporting.edition.Edition;
import org.reciprocity.reporting.figure.Catalogue;
import org.reciprocity.reporting.tabular.Csv;
import org.reciprocity.reporting.tabular.FigureRow;
import org.reciprocity.reporting.tabular.Parquet;
import org.reciprocity.reporting.tabular.Parquet.Column;
import org.reciprocity.reporting.tabular.RowFiles;

/**
 * A whole release as a Frictionless Data Package (datapackage.org, version 2): a zip of {@code datapackage.json}, the numbers as CSV and
 * Parquet, what they lead to (figures and programmes), and what is restated. Every table is as it was released, whatever version of the
 * service answers; the words of {@code datapackage.json} are the service's.
 */
final class DataPackage {
    private static final String PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json";
    private static final List<Column> PROGRAMMES = Stream.of("programme", "code", "name", "community", "community_code")
            .map(name -> new Column(name, Parquet.Type.TEXT))
            .toList();

    private DataPackage() {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record File(
            String name,
            String path,
            String description,
            String format,
            String mediaType,
            byte[] bytes,
            Map<String, Object> schema) {}

    private interface Writing {
        void to(ByteArrayOutputStream out) throws IOException;
    }

    /**
     * What is in it.
     *
     * @param communityCode the code of the community, as it is called now
     * @param numbers every number
     * @param catalogue what figures are, as the release has it
     * @param programmes those that numbers may be of
     * @param restated what it says otherwise than the release before it
     */
    record Contents(
            String communityCode,
            Edition edition,
            List<FigureRow> numbers,
            ReleasedCatalogue catalogue,
            List<ReleasedProgramme> programmes,
            ReleaseRestatements restated) {}

    /** The zip. */
    static byte[] of(Contents contents, ObjectMapper mapper) {
        var edition = contents.edition();
        var files = files(contents);
        return bytes(out -> {
            try (var zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
                add(zip, "datapackage.json", description(contents.communityCode(), edition, files, mapper), edition);
                for (var file : files) {
                    add(zip, file.path, file.bytes, edition);
                }
            }
        });
    }

    private static List<File> files(Contents contents) {
        var rows = contents.numbers();
        var catalogue = new Catalogue(contents.catalogue().figures());
        var restated = contents.restated();
        var numbers = PackageSchemas.numbers(RowFiles.COLUMNS);
        return List.of(
                csv(
                        "numbers",
                        "Every number of the release",
                        RowFiles.COLUMNS,
                        rows.stream().map(FigureRow::cells).toList(),
                        numbers),
                new File(
                        "numbers-parquet",
                        "numbers.parquet",
                        "The same",
                        "parquet",
                        Parquet.MEDIA_TYPE,
                        bytes(out -> RowFiles.parquet(out, rows)),
                        numbers),
                csv(
                        "figures",
                        contents.catalogue().asReleased()
                                ? "The catalogue as it was when the edition was released"
                                : ReleasedCatalogue.LATER,
                        catalogue.columns(),
                        catalogue.cells(),
                        PackageSchemas.figures(catalogue.columns())),
                csv(
                        "programmes",
                        "The programmes of the community, as they were called when the edition was released",
                        PROGRAMMES,
                        programmes(contents),
                        PackageSchemas.programmes(PROGRAMMES)),
                csv(
                        "restatements",
                        "What this release publishes otherwise than the one before it, of periods that were over for both",
                        restated.columns(),
                        restated.cells(),
                        PackageSchemas.restatements(restated.columns())));
    }

    private static List<List<Object>> programmes(Contents contents) {
        return contents.programmes().stream()
                .map(one -> Arrays.<Object>asList(
                        one.id(), one.code(), one.name(), contents.edition().community(), contents.communityCode()))
                .toList();
    }

    private static File csv(
            String name,
            String description,
            List<Column> columns,
            List<? extends List<?>> rows,
            Map<String, Object> schema) {
        return new File(
                name,
                name + ".csv",
                description,
                "csv",
                Csv.MEDIA_TYPE,
                bytes(out -> Csv.write(out, columns.stream().map(Column::name).toList(), rows)),
                schema);
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
            resource.put("description", file.description);
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
}
