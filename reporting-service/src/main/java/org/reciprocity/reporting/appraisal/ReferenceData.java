package org.reciprocity.reporting.appraisal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What appraisals are made with that nobody records: schedules of discounting and optimism by grade, as they were published. */
public final class ReferenceData {
    private static final Map<String, DiscountSchedule> SCHEDULES = schedules();
    private static final Map<Integer, BigDecimal> OPTIMISM = optimism();

    /** Where the optimism of each grade is from. */
    public static final String OPTIMISM_SOURCE =
            "HM Treasury and others, Supporting public service transformation: cost benefit analysis guidance for local partnerships"
                    + " (2014)";

    private ReferenceData() {}

    /** The schedule of a code, if there is one. */
    public static Optional<DiscountSchedule> schedule(String code) {
        return Optional.ofNullable(SCHEDULES.get(code));
    }

    /** The correction for optimism of a grade of confidence, as a share; none for what is no grade. */
    public static Optional<BigDecimal> optimism(int grade) {
        return Optional.ofNullable(OPTIMISM.get(grade));
    }

    private static Map<String, DiscountSchedule> schedules() {
        var bands = new LinkedHashMap<String, Map<String, List<DiscountSchedule.Band>>>();
        var sources = new LinkedHashMap<String, String>();
        for (var row : rows("discount-schedules.csv")) {
            bands.computeIfAbsent(row[0], code -> new LinkedHashMap<>())
                    .computeIfAbsent(row[1], effects -> new ArrayList<>())
                    .add(new DiscountSchedule.Band(
                            Integer.parseInt(row[2]), Integer.parseInt(row[3]), new BigDecimal(row[4])));
            sources.put(row[0], row[5]);
        }
        var schedules = new LinkedHashMap<String, DiscountSchedule>();
        bands.forEach((code, effects) -> schedules.put(
                code,
                new DiscountSchedule(
                        code,
                        List.copyOf(effects.get("general")),
                        List.copyOf(effects.get("health")),
                        sources.get(code))));
        return schedules;
    }

    private static Map<Integer, BigDecimal> optimism() {
        var grades = new LinkedHashMap<Integer, BigDecimal>();
        for (var row : rows("optimism-by-grade.csv")) {
            grades.put(Integer.parseInt(row[0]), new BigDecimal(row[1]));
        }
        return grades;
    }

    /** The lines of a file after its header, of which no cell has a comma. */
    private static List<String[]> rows(String file) {
        try (InputStream in = ReferenceData.class.getResourceAsStream("/appraisal/" + file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not among the resources");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
