package org.reciprocity.reporting.figure;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.reciprocity.reporting.snapshot.AsOf;
import org.reciprocity.reporting.tabular.FigureRow;

/** Figures of a place and period as rows: each with its parts, those in others by their path. A part may count something else than its figure. */
record FigureRows(UUID community, UUID programme, String period, AsOf asOf) {

    static FigureRows of(UUID community, UUID programme, String period, AsOf asOf) {
        return new FigureRows(community, programme, period, asOf);
    }

    /** The rows of a figure. Parts that are no numbers have none. */
    List<FigureRow> of(String figure, BigDecimal value, String unit, Map<String, Object> parts, String reason) {
        var rows = new ArrayList<FigureRow>();
        rows.add(row(figure, "", value, unit, reason));
        add(rows, figure, "", parts);
        asOf.suppressed().stream()
                .filter(name -> name.startsWith(figure + "/"))
                .forEach(name -> rows.add(row(figure, name.substring(figure.length() + 1), null, null, null)));
        return rows;
    }

    private void add(List<FigureRow> rows, String figure, String path, Map<?, ?> parts) {
        parts.forEach((name, part) -> {
            switch (part) {
                case Map<?, ?> within -> add(rows, figure, path + name + "/", within);
                case BigDecimal number -> rows.add(row(figure, path + name, number, null, null));
                case Number number ->
                    rows.add(row(figure, path + name, BigDecimal.valueOf(number.longValue()), null, null));
                case null, default -> {
                    // Words: the months of a window, caveats.
                }
            }
        });
    }

    private FigureRow row(String figure, String part, BigDecimal value, String unit, String reason) {
        var name = part.isEmpty() ? figure : figure + "/" + part;
        var state = value != null ? "told" : asOf.suppressed().contains(name) ? "withheld" : "none";
        return new FigureRow(asOf.edition(), community, programme, period, figure, part, value, unit, state, reason);
    }
}
