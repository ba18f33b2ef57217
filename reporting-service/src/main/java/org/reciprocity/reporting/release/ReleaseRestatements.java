package org.reciprocity.reporting.release;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.reporting.edition.Edition;
import org.reciprocity.reporting.snapshot.AsOf;
import org.reciprocity.reporting.tabular.Parquet;
import org.reciprocity.reporting.tabular.Parquet.Column;
import org.reciprocity.reporting.tabular.TabularAnswer;

/** What a release says otherwise than the one before it. */
@Schema(name = "ReleaseRestatements")
record ReleaseRestatements(
        @Schema(description = "The number of the edition") long edition,

        UUID community,

        @Schema(description = "Of the released edition before it; none for the first")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        Long before,

        List<ReleasedRestatement> restated,

        AsOf asOf)
        implements TabularAnswer {
    static final List<Column> COLUMNS = List.of(
            new Column("edition", Parquet.Type.WHOLE),
            new Column("earlier", Parquet.Type.WHOLE),
            text("community"),
            text("programme"),
            text("period"),
            text("figure"),
            text("part"),
            text("unit"),
            new Column("before", Parquet.Type.NUMBER),
            new Column("after", Parquet.Type.NUMBER),
            new Column("difference", Parquet.Type.NUMBER),
            text("state"),
            new Column("late_entries", Parquet.Type.NUMBER),
            text("reason"),
            text("caveats"),
            text("counter_figure"),
            text("paid_on"),
            new Column("generation", Parquet.Type.WHOLE),
            new Column("rule_version", Parquet.Type.WHOLE));

    /** Of an edition, with the names of what is withheld. */
    static ReleaseRestatements of(Edition edition, Optional<Long> before, List<ReleasedRestatement> restated) {
        var withheld = restated.stream()
                .filter(one -> one.state().equals("withheld"))
                .map(one -> one.part().isEmpty() ? one.figure() : one.figure() + "/" + one.part())
                .distinct()
                .sorted()
                .toList();
        var asOf = edition.asOf();
        return new ReleaseRestatements(
                edition.id(),
                edition.community(),
                before.orElse(null),
                restated,
                new AsOf(edition.id(), asOf.generation(), asOf.ruleVersion(), asOf.through(), withheld, null));
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

    private List<Object> cells(ReleasedRestatement one) {
        return Arrays.asList(
                edition,
                before,
                community.toString(),
                one.programme() == null ? null : one.programme().toString(),
                one.period(),
                one.figure(),
                one.part(),
                one.unit(),
                one.before(),
                one.after(),
                one.difference(),
                one.state(),
                one.lateEntries(),
                one.reason(),
                one.caveats(),
                one.counterFigure(),
                one.paidOn(),
                asOf.generation(),
                (long) asOf.ruleVersion());
    }
}
