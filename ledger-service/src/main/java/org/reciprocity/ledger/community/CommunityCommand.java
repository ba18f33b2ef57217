package org.reciprocity.ledger.community;

import java.util.Set;
import java.util.UUID;

/** What can be asked of a community. */
public sealed interface CommunityCommand {

    /**
     * Found it.
     *
     * @param code a short name, unique for ever
     * @param name its name
     * @param timeZone its time zone's name, as the IANA gives them
     * @param lead the agency that leads it
     * @param policy its rules
     * @param codeTaken whether another community has the code
     * @param referenceTaken whether another that the caller founded has its reference
     */
    record Found(
            String code,
            String name,
            String timeZone,
            UUID lead,
            Policy policy,
            boolean codeTaken,
            boolean referenceTaken)
            implements CommunityCommand {}

    /** Give it other rules. */
    record SetPolicy(Policy policy) implements CommunityCommand {}

    /** Admit an agency in roles, besides those it has. */
    record Admit(UUID agency, Set<AdmissionRole> roles) implements CommunityCommand {}

    /**
     * Take roles back from an agency.
     *
     * @param agency the agency
     * @param roles the roles
     * @param redeems what of its redeeming is not over
     */
    record TakeBack(UUID agency, Set<AdmissionRole> roles, Set<Redeeming> redeems) implements CommunityCommand {}

    /**
     * End an agency's admission.
     *
     * @param agency the agency
     * @param reason why, as a code
     * @param open what of it is not over
     */
    record End(UUID agency, String reason, Open open) implements CommunityCommand {}

    /**
     * What is not over of an agency that would leave.
     *
     * @param redeems what of its redeeming is not over; a redemption that waits is among its exchanges
     * @param balance whether its account has a balance, or something of it is held
     * @param exchanges whether an exchange to which it is a party waits for a word or a resolution
     * @param cases whether a case in one of its programmes is neither declined nor closed
     */
    record Open(Set<Redeeming> redeems, boolean balance, boolean exchanges, boolean cases) {}
}
