package org.reciprocity.reporting.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodTest {

    @ParameterizedTest
    @CsvSource({
        "2026, 2026-04-01, 2027-04-01",
        "2026-Q1, 2026-01-01, 2026-04-01",
        "2026-Q4, 2026-10-01, 2027-01-01",
        "2026-03, 2026-03-01, 2026-04-01",
        "2026-12, 2026-12-01, 2027-01-01"
    })
    void isHalfOpen(String code, LocalDate from, LocalDate to) {
        var period = Period.parse(code).orElseThrow();

        assertEquals(Optional.of(from), period.from());
        assertEquals(Optional.of(to), period.to());
        assertEquals(code, period.code());
    }

    @Test
    void allHasNoBorders() {
        var all = Period.parse("all").orElseThrow();

        assertEquals(Optional.empty(), all.from());
        assertEquals(Optional.empty(), all.to());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ALL",
                "26",
                "2026-13",
                "2026-00",
                "2026-Q0",
                "2026-Q5",
                "2026-q1",
                "2026-3",
                "2026-03-01",
                "2026/27",
                "20266",
                "0000",
                "-2026",
                "2026 ",
                "٢٠٢٦",
                "2026-Q1-Q2",
                "1e3",
                "'; drop table pair; --"
            })
    void refusesWhatIsNone(String text) {
        assertEquals(Optional.empty(), Period.parse(text));
    }

    @Test
    void aMonthLiesInAQuarterAndAFinancialYear() {
        assertEquals(
                List.of("all", "2025", "2026-Q1", "2026-03"),
                Period.around(YearMonth.of(2026, 3)).stream().map(Period::code).toList());
        assertEquals(
                List.of("all", "2026", "2026-Q2", "2026-04"),
                Period.around(YearMonth.of(2026, 4)).stream().map(Period::code).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "all, true",
        "2026, true",
        "2026-04, false",
        "2026-Q2, false",
        "2026-04/2027-03, true",
        "2026-04/2029-03, true",
        "2026-04/2026-06, false",
        "2026-05/2027-03, false",
        "2026-04/2027-02, false",
        "2026-03/2026-04, false"
    })
    void moneyFallsInWholeFinancialYears(String code, boolean money) {
        assertEquals(money, OutcomeReader.isByFinancialYear(Period.parse(code).orElseThrow()));
    }
}
