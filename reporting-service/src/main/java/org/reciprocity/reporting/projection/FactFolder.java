package org.reciprocity.reporting.projection;

import java.util.UUID;
import org.reciprocity.reporting.band.BandAxis;
import org.reciprocity.reporting.event.BookEvent;
import org.reciprocity.reporting.event.CaseEvent;
import org.reciprocity.reporting.event.DocumentEvent;
import org.reciprocity.reporting.event.MatchEvent;
import org.reciprocity.reporting.event.MoneyEvent;
import org.reciprocity.reporting.event.OutcomeEvent;
import org.reciprocity.reporting.event.RegistryEvent;

/** Folds the events that are no exchanges. */
final class FactFolder {
    private final LogProjection projection;
    private final MatchFolder matches;
    private final OutcomeFolder outcomes;

    FactFolder(LogProjection projection) {
        this.projection = projection;
        matches = new MatchFolder(projection);
        outcomes = new OutcomeFolder(projection.facts);
    }

    void fold(LogReader.Single single) {
        var key = single.key();
        var community = single.community();
        long at = Math.floorDiv(single.timestamp(), 1000L);
        switch (single.event()) {
            case RegistryEvent e -> registry(e, single);
            case BookEvent e -> book(e, key, community, at);
            case CaseEvent e -> CaseFolder.fold(projection.facts, e, key, community, single.timestamp());
            case OutcomeEvent e -> outcomes.fold(e, key, community, at);
            case MoneyEvent e -> outcomes.fold(e, key, community, at);
            case DocumentEvent e -> outcomes.fold(e, key, community, at);
            case MatchEvent e -> matches.fold(e, key, community, at);
        }
    }

    private void registry(RegistryEvent event, LogReader.Single single) {
        var facts = projection.facts;
        var key = single.key();
        var community = single.community();
        switch (event) {
            case RegistryEvent.AgencyRegistered e -> facts.put(Fact.AGENCY, key, e.code(), e.name());
            case RegistryEvent.CommunityFounded e -> {
                facts.put(Fact.COMMUNITY, key, e.code(), e.name(), e.timeZone(), e.leadAgency());
                facts.put(Fact.ADMISSION, key, e.leadAgency());
            }
            case RegistryEvent.AgencyAdmitted e -> facts.put(Fact.ADMISSION, key, e.agency());
            case RegistryEvent.AgencyLeft e -> facts.remove(Fact.ADMISSION, key, e.agency());
            case RegistryEvent.ProgrammeOpened e ->
                facts.put(Fact.PROGRAMME, key, community, e.agency(), e.code(), e.name(), e.design(), e.delivery());
            case RegistryEvent.ParticipantRegistered e ->
                facts.put(Fact.PARTICIPANT, key, community, e.agency(), e.kind(), e.size());
            case RegistryEvent.ParticipantDescribed e ->
                facts.put(Fact.PARTICIPANT, key, community, e.agency(), e.kind(), e.size());
            case RegistryEvent.ParticipantsLinked e ->
                facts.put(Fact.LINK, e.participant(), e.sameAs(), community, true);
            case RegistryEvent.ParticipantsUnlinked e ->
                facts.put(Fact.LINK, e.participant(), e.sameAs(), community, false);
            case RegistryEvent.ParticipantEnrolled e ->
                facts.put(
                        Fact.ENROLMENT,
                        key,
                        community,
                        e.programme(),
                        e.participant(),
                        e.role(),
                        e.arm(),
                        e.from(),
                        e.to().orElse(null));
            case RegistryEvent.EnrolmentEnded e ->
                facts.put(Fact.ENROLMENT, key, community, null, null, null, null, null, e.to());
            case RegistryEvent.ParticipantBanded e ->
                facts.put(
                        Fact.BAND,
                        key,
                        single.version(),
                        community,
                        single.timestamp(),
                        e.of(BandAxis.AGE),
                        e.of(BandAxis.DISABILITY),
                        e.of(BandAxis.ETHNICITY),
                        e.of(BandAxis.DEPRIVATION));
            // Whatever is read later was told before, and what others tell of the same person is later than nothing.
            case RegistryEvent.ParticipantErased e ->
                facts.put(Fact.BAND, key, Long.MAX_VALUE, community, 0L, "", "", "", "");
        }
    }

    private void book(BookEvent event, UUID key, UUID community, long at) {
        var facts = projection.facts;
        switch (event) {
            case BookEvent.AccountOpened e -> facts.put(Fact.ACCOUNT, key, community, e.kind(), e.owner());
            case BookEvent.ExchangeDisputed e ->
                facts.put(
                        Fact.DISPUTE,
                        key,
                        community,
                        e.programme(),
                        e.occurredAt() == null ? null : e.occurredAt().getEpochSecond(),
                        at,
                        e.reason(),
                        null);
            case BookEvent.ExchangeResolved e ->
                facts.put(Fact.DISPUTE, key, community, null, null, null, null, e.outcome());
        }
    }
}
