package org.reciprocity.matching.feed;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.reciprocity.matching.match.Settlement.Leg;

/** What this service reads of the ledger's events; what else they carry is not its business. */
public sealed interface LedgerEvent {

    /**
     * A community was founded.
     *
     * @param community its id
     * @param lead the agency that runs it
     * @param zone its IANA time zone
     */
    record CommunityFounded(UUID community, UUID lead, String zone) implements LedgerEvent {}

    /**
     * An agency was admitted to a community.
     *
     * @param community the community
     * @param agency the agency
     */
    record AgencyAdmitted(UUID community, UUID agency) implements LedgerEvent {}

    /**
     * An agency left a community.
     *
     * @param community the community
     * @param agency the agency
     */
    record AgencyLeft(UUID community, UUID agency) implements LedgerEvent {}

    /**
     * A programme was opened.
     *
     * @param community the community
     * @param programme its id
     * @param agency whose it is
     */
    record ProgrammeOpened(UUID community, UUID programme, UUID agency) implements LedgerEvent {}

    /**
     * A participant was registered.
     *
     * @param community the community
     * @param participant the pseudonymous id
     * @param agency who registered them
     * @param area where they are, or null
     */
    record ParticipantRegistered(UUID community, UUID participant, UUID agency, String area) implements LedgerEvent {}

    /**
     * A participant was enrolled in a programme, or that enrolment was ended.
     *
     * @param enrolment its id
     * @param programme the programme
     * @param participant the participant
     * @param to its last day, or null where it has no end
     */
    record Enrolled(UUID enrolment, UUID programme, UUID participant, LocalDate to) implements LedgerEvent {}

    /**
     * A participant was erased.
     *
     * @param participant the pseudonymous id
     */
    record ParticipantErased(UUID participant) implements LedgerEvent {}

    /**
     * Two ids are of one person, or are so no more.
     *
     * @param participant the one
     * @param sameAs the other
     * @param linked whether they are
     */
    record ParticipantsLinked(UUID participant, UUID sameAs, boolean linked) implements LedgerEvent {}

    /**
     * A participant consented to a purpose.
     *
     * @param consent its id
     * @param participant the participant
     * @param purpose to what
     * @param from its first day
     * @param to its last day, or null where it has no end
     */
    record ConsentGiven(UUID consent, UUID participant, String purpose, LocalDate from, LocalDate to)
            implements LedgerEvent {}

    /**
     * A consent was withdrawn.
     *
     * @param consent its id
     * @param participant the participant
     * @param purpose to what
     * @param on from which day on
     */
    record ConsentWithdrawn(UUID consent, UUID participant, String purpose, LocalDate on) implements LedgerEvent {}

    /**
     * A clearance was recorded, or recorded anew.
     *
     * @param clearance its id
     * @param participant the participant
     * @param role for which role
     * @param setting in which setting
     * @param outcome what the reviewer decided
     * @param to its last day, or null where it has no end
     */
    record ClearanceRecorded(
            UUID clearance, UUID participant, String role, String setting, String outcome, LocalDate to)
            implements LedgerEvent {}

    /**
     * A clearance was withdrawn.
     *
     * @param clearance its id
     */
    record ClearanceWithdrawn(UUID clearance) implements LedgerEvent {}

    /**
     * An account was suspended, opened again or closed.
     *
     * @param account its id
     * @param status open, suspended or closed
     */
    record AccountStatusSet(UUID account, String status) implements LedgerEvent {}

    /**
     * An account was opened.
     *
     * @param community the community
     * @param account its id
     * @param kind whose kind of account it is
     * @param owner whose
     * @param ceiling the limit above, in minutes, or null
     */
    record AccountOpened(UUID community, UUID account, String kind, UUID owner, Long ceiling) implements LedgerEvent {}

    /**
     * An account's limits were set.
     *
     * @param account its id
     * @param ceiling the limit above, in minutes, or null
     */
    record AccountLimitsSet(UUID account, Long ceiling) implements LedgerEvent {}

    /**
     * An exchange settled, or a settled one was reversed.
     *
     * @param community the community
     * @param exchange its id
     * @param kind its kind
     * @param match the match that it carries out, or null
     * @param programme the programme it belongs to, or null
     * @param session whether several gave and received together: each leg is then between a participant and the community
     * @param legs who gave whom how much
     * @param postings what it moves, or moves back, by account
     * @param reversal whether it takes back what settled before
     */
    record ExchangeSettled(
            UUID community,
            UUID exchange,
            String kind,
            UUID match,
            UUID programme,
            boolean session,
            List<Leg> legs,
            Map<UUID, Long> postings,
            boolean reversal)
            implements LedgerEvent {}
}
