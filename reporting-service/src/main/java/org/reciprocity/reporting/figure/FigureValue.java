package org.reciprocity.reporting.figure;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A figure's value and what stands beside it.
 *
 * @param value the value; none where there is nothing below the line
 * @param reason why there is none
 * @param parts what it is made of: numbers, codes, and maps of them, by name
 * @param caveats what to beware of in this case
 */
public record FigureValue(
        Optional<BigDecimal> value, Optional<String> reason, SortedMap<String, Object> parts, List<String> caveats) {
    /** The caveat of what is compared with nobody. */
    public static final String UNCONTROLLED = "uncontrolled: there is no comparison arm";

    /** A value. */
    static FigureValue of(BigDecimal value) {
        return new FigureValue(Optional.of(value), Optional.empty(), new TreeMap<>(), List.of());
    }

    /** A count. */
    static FigureValue of(long value) {
        return of(BigDecimal.valueOf(value));
    }

    /** A value, or none for a reason. */
    static FigureValue of(Optional<BigDecimal> value, String reasonIfNone) {
        return value.map(FigureValue::of).orElseGet(() -> none(reasonIfNone));
    }

    /** No value. */
    static FigureValue none(String reason) {
        return new FigureValue(Optional.empty(), Optional.of(reason), new TreeMap<>(), List.of());
    }

    /** With a part. */
    FigureValue with(String name, Object part) {
        var more = new TreeMap<>(parts);
        more.put(name, part);
        return new FigureValue(value, reason, more, caveats);
    }

    /** With caveats. */
    FigureValue with(List<String> more) {
        return new FigureValue(value, reason, parts, more);
    }

    /** The value and its parts as one line of text that is the same wherever the figure is the same. */
    String canonical() {
        var line = new StringBuilder(value.map(BigDecimal::toPlainString).orElse("null"));
        reason.ifPresent(why -> line.append(" reason=").append(why));
        line.append(' ');
        append(line, parts);
        caveats.forEach(caveat -> line.append(" caveat=").append(caveat));
        return line.toString();
    }

    private static void append(StringBuilder line, Object part) {
        switch (part) {
            case Map<?, ?> map -> {
                line.append('{');
                map.forEach((name, value) -> {
                    line.append(name).append('=');
                    append(line, value);
                    line.append(';');
                });
                line.append('}');
            }
            case BigDecimal number -> line.append(number.toPlainString());
            default -> line.append(part);
        }
    }
}
