package org.reciprocity.reporting.release;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;

/**
 * A number of a release, as it is told.
 *
 * @param programme the programme; none for the whole community
 * @param period the period
 * @param figure the figure
 * @param part the part of the figure; empty for the figure itself
 * @param value the number, if it is told
 * @param unit what it counts
 * @param state whether it is told
 * @param reason why not
 */
record ReleasedNumber(
        Optional<UUID> programme,
        String period,
        String figure,
        String part,
        Optional<BigDecimal> value,
        String unit,
        State state,
        Optional<String> reason) {

    /** Whether a number is told. */
    enum State {
        TOLD,
        WITHHELD,
        NONE;

        String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
