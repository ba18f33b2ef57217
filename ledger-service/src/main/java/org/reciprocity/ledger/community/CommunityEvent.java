package org.reciprocity.ledger.community;

import java.util.Set;
import java.util.UUID;

/** What happened to a community. */
public sealed interface CommunityEvent {

    /** It was founded. */
    record Founded(String code, String name, String timeZone, UUID lead, Policy policy) implements CommunityEvent {}

    /** Its rules are others from then on. */
    record PolicySet(Policy policy) implements CommunityEvent {}

    /** An agency was admitted; the roles are all that it has from then on. */
    record AgencyAdmitted(UUID agency, Set<AdmissionRole> roles) implements CommunityEvent {}

    /** An agency takes no part any more, for the reason of a code. */
    record AgencyLeft(UUID agency, String reason) implements CommunityEvent {}
}
