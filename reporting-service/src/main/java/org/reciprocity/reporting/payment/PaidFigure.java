package org.reciprocity.reporting.payment;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The figure that a contract pays on. A number that is paid on is looked at by nobody's interest but its own: it is marked, and its
 * counter-figure stands beside it.
 *
 * @param contract the contract
 * @param code its code
 * @param programmes by which programmes it is fulfilled
 * @param from its first day
 * @param to its last day, as it came
 * @param figure the code of the figure that is paid on
 * @param counterFigure the code of the figure that the contract sets against it
 */
public record PaidFigure(
        UUID contract,
        String code,
        List<UUID> programmes,
        LocalDate from,
        LocalDate to,
        String figure,
        String counterFigure) {

    /**
     * Whether it is in force on a day of a period, in a programme; in the whole community, by whichever programme.
     *
     * @param programme none for the whole community
     * @param begins the period's first day; none for one without a beginning
     * @param ends the day after its last; none for one without an end
     */
    public boolean concerns(Optional<UUID> programme, Optional<LocalDate> begins, Optional<LocalDate> ends) {
        return programme.map(programmes::contains).orElse(true)
                && begins.map(day -> !to.isBefore(day)).orElse(true)
                && ends.map(from::isBefore).orElse(true);
    }
}
