package org.reciprocity.reporting.closing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.reporting.edition.Edition;
import org.reciprocity.reporting.snapshot.AsOf;
import org.reciprocity.reporting.tabular.Parquet;
import org.reciprocity.reporting.tabular.Parquet.Column;
import org.reciprocity.reporting.tabular.TabularAnswer;

/** What changed since the edition before. */
@Schema(name = "Restatements")
record EditionRestatements(
        long edition,

        UUID community,

        @Schema(description = "The one before in its series; none for the first")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        Long before,

        List<Restatement> restated,

        AsOf asOf)
        implements TabularAnswer {
    private static final List<Column> COLUMNS = List.of(
            new Column("edition", Parquet.Type.WHOLE),
            new Column("earlier", Parquet.Type.WHOLE),
            text("community"),
            text("programme"),
            text("period"),
            text("figure"),
            new Column("before", Parquet.Type.NUMBER),
            new Column("after", Parquet.Type.NUMBER),
            new Column("difference", Parquet.Type.NUMBER),
            new Column("late_entries", Parquet.Type.WHOLE),
            text("reason"),
            new Column("generation", Parquet.Type.WHOLE),
            new Column("rule_version", Parquet.Type.WHOLE));

    /** Of an edition; before is none for the first of its series. */
    static EditionRestatements of(Edition edition, Long before, List<Restatement> restated) {
        return new EditionRestatements(edition.id(), edition.community(), before, restated, edition.asOf());
    }

    private static Column text(String name) {
        return new Column(name, Parquet.Type.TEXT);
    }

    @Override
    public List<Column> columns() {
        return COLUMNS;
    }

    @Override
    public List<List<Object>> cells() {
        return restated.stream().map(this::cells).toList();
    }

    private List<Object> cells(Restatement one) {
        return Arrays.asList(
                edition,
                before,
                community.toString(),
                one.programme() == null ? null : one.programme().toString(),
                one.period(),
                one.figure(),
                one.before(),
                one.after(),
                one.difference(),
                one.lateEntries(),
                one.reason(),
                asOf.generation(),
                (long) asOf.ruleVersion());
    }
}
