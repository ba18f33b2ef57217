package org.reciprocity.ledger.outcome;

import java.time.LocalDate;
import java.util.Set;
import org.reciprocity.ledger.instrument.Instrument;
import org.reciprocity.ledger.withdrawal.Withdrawal;

/** What can be asked to be recorded of outcomes. */
public sealed interface OutcomeCommand {

    /**
     * What is known of the same person, by all ids that are linked, in the same programme: read under the lock that lets nobody
     * record anything of the person there meanwhile. What is withdrawn does not count. Of a group no more is known than the
     * days.
     *
     * @param arms the arms in which the person is enrolled or has outcomes
     * @param taken whether the same has been recorded: a score of the wave, a use of the service in as many days, a follow-up of
     *     the event and window
     * @param begins the day of the baseline on the instrument, or the first day of the first enrolment; null for none
     * @param goesOn the first day of a later wave on the instrument; null for none
     * @param opens the day from which the months of a follow-up run; null where it is not known, and for anything else
     */
    record Before(Set<OutcomeFact.Arm> arms, boolean taken, LocalDate begins, LocalDate goesOn, LocalDate opens) {

        /** The same, and no window. */
        Before(Set<OutcomeFact.Arm> arms, boolean taken, LocalDate begins, LocalDate goesOn) {
            this(arms, taken, begins, goesOn, null);
        }

        boolean fits(OutcomeFact.Arm arm) {
            return Set.of(arm).containsAll(arms);
        }
    }

    /**
     * A score.
     *
     * @param subject whose
     * @param instrument the instrument; null where there is none of the code
     * @param given what was answered
     * @param wave 0 for the baseline, n for the n-th follow-up
     * @param arm in which arm of a comparison
     * @param measuredOn on which day
     * @param today the day it is where the community is
     * @param before what is known
     * @param referenceTaken whether the agency has used the reference for another
     */
    record Score(
            OutcomeFact.Subject subject,
            Instrument instrument,
            Instrument.Given given,
            int wave,
            OutcomeFact.Arm arm,
            LocalDate measuredOn,
            LocalDate today,
            Before before,
            boolean referenceTaken)
            implements OutcomeCommand {}

    /**
     * A use of services.
     *
     * @param use the use
     * @param before what is known
     * @param referenceTaken whether the agency has used the reference for another
     */
    record RecordUse(OutcomeFact.ServiceUse use, Before before, boolean referenceTaken) implements OutcomeCommand {}

    /**
     * A follow-up.
     *
     * @param followUp the follow-up
     * @param today the day it is where the community is
     * @param before what is known
     * @param referenceTaken whether the agency has used the reference for another
     */
    record FollowUp(OutcomeFact.FollowUp followUp, LocalDate today, Before before, boolean referenceTaken)
            implements OutcomeCommand {}

    /**
     * Take it back.
     *
     * @param allowed whether it is the caller's to take back
     * @param withdrawal what is taken back, and why
     */
    record Withdraw(boolean allowed, Withdrawal withdrawal) implements OutcomeCommand {}
}
