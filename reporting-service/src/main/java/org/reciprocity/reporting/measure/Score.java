package org.reciprocity.reporting.measure;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * A score as it was recorded.
 *
 * @param measure its id
 * @param programme the programme it was recorded for
 * @param participant whose it is, linked ids being one; none for a group's
 * @param instrument what was asked
 * @param wave 0 for the baseline, n for the n-th follow-up
 * @param arm participants or comparison
 * @param score the score
 * @param measuredOn the day
 * @param better which way is better, {@code higher} or {@code lower}, if it was said
 * @param beyondCutOff whether it lies on the side of the instrument's cut-off that needs attention, if there is one
 */
public record Score(
        UUID measure,
        UUID programme,
        Optional<UUID> participant,
        String instrument,
        int wave,
        String arm,
        BigDecimal score,
        LocalDate measuredOn,
        Optional<String> better,
        Optional<Boolean> beyondCutOff) {}
