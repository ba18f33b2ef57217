package org.reciprocity.ledger.band;

/** What can be asked of somebody's bands. */
public sealed interface BandCommand {

    /**
     * Tell them, as a whole, in place of what was told before.
     *
     * @param bands what is told
     * @param mayTell whether the agency that asks registered the participant, or leads its community
     * @param person whether the participant is one person
     * @param switchedOn whether the operator lets bands be kept in the community
     * @param consented whether the participant's consent to it is in force today
     */
    record Tell(Bands bands, boolean mayTell, boolean person, boolean switchedOn, boolean consented)
            implements BandCommand {}

    /** Clear them, because the consent does not hold any more, or because the person is erased. */
    record Clear() implements BandCommand {}
}
