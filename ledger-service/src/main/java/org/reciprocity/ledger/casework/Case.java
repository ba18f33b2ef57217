package org.reciprocity.ledger.casework;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A case as its stream tells: somebody is referred to a programme, which accepts or declines; what each side does is
 * agreed; support is recorded; and the case is closed.
 */
public sealed interface Case {

    /** Nobody has referred anybody. */
    record None() implements Case {}

    /** Referred, and not answered yet. */
    record Referred(Referral referral) implements Case {}

    /** The programme does not take it. */
    record Declined(Referral referral, String reason) implements Case {}

    /**
     * The programme has taken it.
     *
     * @param referral the referral
     * @param agreement what was agreed last; null while nothing is
     * @param support the support given so far, in the order it was recorded
     */
    record Accepted(Referral referral, Agreement agreement, List<Support> support) implements Case {}

    /**
     * It has ended.
     *
     * @param referral the referral
     * @param agreement what was agreed last; null if nothing was
     * @param support the support given
     * @param ending how it ended
     */
    record Closed(Referral referral, Agreement agreement, List<Support> support, Ending ending) implements Case {}

    /**
     * Who was referred, and why.
     *
     * @param agency the agency that refers
     * @param participant who is referred
     * @param reason a code
     * @param couldGive codes of what the participant could give; empty while nobody knows
     * @param referredOn on which day; null where only the day of recording is known
     * @param failureElsewhere whether the need comes from something that failed elsewhere
     */
    record Referral(
            UUID agency,
            UUID participant,
            String reason,
            List<String> couldGive,
            LocalDate referredOn,
            boolean failureElsewhere) {}

    /**
     * What was agreed.
     *
     * @param dutyMinutes minutes that the participant gives; 0 for none
     * @param training codes of the training that goes with it
     * @param peopleHarmed how many people were harmed by what led to the case; a count and nothing else
     */
    record Agreement(long dutyMinutes, List<String> training, int peopleHarmed) {}

    /**
     * Support that was given.
     *
     * @param id what it is told from other support of the case by; null where it was recorded before there were such ids
     * @param from the first day
     * @param to the last day
     * @param unit the code of what is counted, such as a visit or a night
     * @param quantity how many
     * @param unitCost what one cost
     * @param counterfactualUnitCost what one would have cost without the programme
     */
    record Support(
            UUID id,
            LocalDate from,
            LocalDate to,
            String unit,
            long quantity,
            Money unitCost,
            Money counterfactualUnitCost) {}

    /**
     * An amount of money.
     *
     * @param currency its ISO 4217 code
     * @param pence hundredths of the currency's unit
     */
    record Money(String currency, long pence) {}

    /** How a case ends. */
    enum Ending {
        /** What was agreed was done. */
        COMPLETED("completed"),
        /** What was agreed was not done. */
        BREACHED("breached"),
        /** It was given up by one of the sides. */
        WITHDRAWN("withdrawn");

        private final String wire;

        Ending(String wire) {
            this.wire = wire;
        }

        /** Its name in events and in the API. */
        public String wire() {
            return wire;
        }

        /** The ending of that name. */
        public static Ending of(String wire) {
            for (var ending : values()) {
                if (ending.wire.equals(wire)) {
                    return ending;
                }
            }
            throw new IllegalArgumentException("No ending: " + wire);
        }
    }
}
