package org.reciprocity.reporting.release;

import java.math.BigDecimal;
import java.util.Map;
import org.reciprocity.reporting.edition.Edition;
import org.reciprocity.reporting.figure.Figure;
import org.reciprocity.reporting.figure.FigureValue;
import org.reciprocity.reporting.figure.Period;
import org.reciprocity.reporting.figure.ProtectedFigures;
import org.reciprocity.reporting.payment.PaidFigure;
import org.reciprocity.reporting.place.Place;

/** A page that can be printed: every figure of a place and period, each with what has to be known to read it. */
final class FigureBook {
    private static final String STYLE = """
            body{font:11pt/1.45 Georgia,serif;color:#111;max-width:46em;margin:2em auto;padding:0 1em}
            h1{font-size:1.6em;margin:0}h2{font-size:1.15em;margin:0 0 .2em}
            section{border-top:1px solid #999;padding:.8em 0;break-inside:avoid}
            .value{font-size:1.5em;font-weight:bold}.none{color:#555;font-style:italic}
            dl{margin:.3em 0;display:grid;grid-template-columns:9em 1fr;gap:.1em .8em}dt{color:#555}dd{margin:0}
            .paid{color:#111;font-weight:bold}
            table{border-collapse:collapse;margin:.4em 0}td{padding:.1em 1em .1em 0}td+td{text-align:right}
            nav ol{columns:2;padding-left:1.4em}a{color:inherit}
            @media print{body{margin:0;max-width:none;font-size:10pt}a{text-decoration:none}nav{break-after:page}}
            @page{size:A4;margin:18mm}
            """;

    private final StringBuilder page = new StringBuilder();
    private final ReleasedCatalogue catalogue;

    private FigureBook(ReleasedCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    static String page(
            Place place, Period period, Edition edition, ProtectedFigures.Told told, ReleasedCatalogue catalogue) {
        var book = new FigureBook(catalogue);
        book.head(place, period, edition);
        told.values().keySet().forEach(book::contents);
        book.page.append("</ol></nav>\n");
        told.values().forEach((figure, value) -> book.figure(figure, value, told));
        book.page.append("</body></html>\n");
        return book.page.toString();
    }

    private void head(Place place, Period period, Edition edition) {
        var where = place.communityCode()
                + place.programmeCode().map(code -> ", " + code).orElse("");
        page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Figures of ")
                .append(escaped(where))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body>\n<h1>Figures of ")
                .append(escaped(where))
                .append("</h1>\n<p>Period ")
                .append(escaped(period.code()))
                .append(", as of edition ")
                .append(edition.id())
                .append(" through ")
                .append(edition.day())
                .append(". Generation ")
                .append(edition.asOf().generation())
                .append(", rules ")
                .append(edition.asOf().ruleVersion())
                .append(
                        ".</p>\n<p>Counts are told to the nearest 5, hours to the hour. What could lead to somebody is withheld. A number")
                .append(" that is used as a target stops measuring: read each beside its counter-figure.</p>\n");
        if (!catalogue.asReleased()) {
            page.append("<p>").append(ReleasedCatalogue.LATER).append("</p>\n");
        }
        page.append("<nav><ol>\n");
    }

    private void contents(Figure figure) {
        page.append("<li><a href=\"#")
                .append(figure.code())
                .append("\">")
                .append(escaped(catalogue.of(figure).name()))
                .append("</a></li>\n");
    }

    private void figure(Figure figure, FigureValue value, ProtectedFigures.Told told) {
        var entry = catalogue.of(figure);
        page.append("<section id=\"")
                .append(figure.code())
                .append("\"><h2>")
                .append(escaped(entry.name()))
                .append("</h2>\n");
        value.value()
                .ifPresentOrElse(
                        number -> page.append("<div class=\"value\">")
                                .append(number.toPlainString())
                                .append(' ')
                                .append(escaped(entry.unit()))
                                .append("</div>\n"),
                        () -> page.append("<div class=\"none\">")
                                .append(escaped(value.reason().orElse("No value.")))
                                .append("</div>\n"));
        parts(figure, value, told);
        page.append("<dl>");
        entry("What it is", entry.definition());
        entry("Formula", entry.formula());
        value.caveats().forEach(caveat -> entry("Beware", caveat));
        told.beside().payers(figure.code()).forEach(paid -> paidOn(paid, told));
        page.append("<dt>Read it with</dt><dd>");
        boolean isPaidOn = !told.beside().payers(figure.code()).isEmpty();
        counterFigure(entry.counterFigure(), isPaidOn, told);
        page.append("</dd></dl></section>\n");
    }

    /** Who pays on the figure, and what the contract sets against it, with its value: a figure that is paid on is never alone. */
    private void paidOn(PaidFigure paid, ProtectedFigures.Told told) {
        page.append("<dt class=\"paid\">Paid on</dt><dd>by contract ")
                .append(escaped(paid.code()))
                .append(", which sets against it: ");
        counterFigure(paid.counterFigure(), true, told);
        page.append("</dd>");
    }

    private void counterFigure(String code, boolean withValue, ProtectedFigures.Told told) {
        var figure = Figure.of(code).filter(told.values()::containsKey);
        if (figure.isEmpty()) {
            page.append(escaped(code)).append(", of which the edition tells nothing");
            return;
        }
        page.append("<a href=\"#")
                .append(figure.get().code())
                .append("\">")
                .append(escaped(catalogue.of(figure.get()).name()))
                .append("</a>");
        if (withValue) {
            var value = told.value(figure.get());
            page.append(": ")
                    .append(value.value()
                            .map(number -> number.toPlainString() + " "
                                    + escaped(catalogue.of(figure.get()).unit()))
                            .orElseGet(() -> escaped(value.reason().orElse("no value"))));
            value.caveats().forEach(caveat -> page.append(". Beware: ").append(escaped(caveat)));
        }
    }

    private void parts(Figure figure, FigureValue value, ProtectedFigures.Told told) {
        var withheld = told.asOf().of(figure.code()).suppressed().stream()
                .filter(name -> name.startsWith(figure.code() + "/"))
                .toList();
        if (value.parts().isEmpty() && withheld.isEmpty()) {
            return;
        }
        page.append("<table>");
        for (Map.Entry<String, Object> part : value.parts().entrySet()) {
            row(part.getKey(), part.getValue() instanceof BigDecimal number ? number.toPlainString() : "");
        }
        withheld.forEach(name -> row(name.substring(figure.code().length() + 1), "withheld"));
        page.append("</table>\n");
    }

    private void row(String name, String number) {
        page.append("<tr><td>")
                .append(escaped(name))
                .append("</td><td>")
                .append(number)
                .append("</td></tr>");
    }

    private void entry(String term, String text) {
        page.append("<dt>")
                .append(term)
                .append("</dt><dd>")
                .append(escaped(text))
                .append("</dd>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
