package org.reciprocity.local.simulation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.local.scenario.Scenario;

/** One thing that an agency does through the API. Ids are the client's own, so that a second time changes nothing. */
public sealed interface Act {
    /** Who does it. */
    Caller caller();

    /** What tells it from every other act, in every run: its Idempotency-Key. */
    String key();

    /** An agency is made known. */
    record RegisterAgency(Caller caller, UUID id, String code, String name) implements Act {
        @Override
        public String key() {
            return "agency-" + id;
        }
    }

    /** A community is founded. */
    record FoundCommunity(Caller caller, UUID id, UUID lead, Scenario.Community community) implements Act {
        @Override
        public String key() {
            return "community-" + id;
        }
    }

    /** An agency is admitted to a community. */
    record AdmitAgency(Caller caller, UUID community, UUID agency, List<String> roles) implements Act {
        @Override
        public String key() {
            return "admission-" + community + "-" + agency;
        }
    }

    /** A programme is opened. */
    record OpenProgramme(Caller caller, UUID id, UUID community, Scenario.Programme programme) implements Act {
        @Override
        public String key() {
            return "programme-" + id;
        }
    }

    /** A participant is registered. */
    record RegisterParticipant(
            Caller caller,
            UUID id,
            UUID community,
            String kind,
            int size,
            List<String> roles,
            Optional<String> area,
            String externalRef)
            implements Act {
        @Override
        public String key() {
            return "participant-" + id;
        }
    }

    /** A participant is enrolled in a programme. */
    record Enrol(Caller caller, UUID id, UUID participant, UUID programme, String role, String arm, LocalDate from)
            implements Act {
        @Override
        public String key() {
            return "enrolment-" + id;
        }
    }

    /** An enrolment ends. */
    record EndEnrolment(Caller caller, UUID enrolment, LocalDate to) implements Act {
        @Override
        public String key() {
            return "enrolment-end-" + enrolment;
        }
    }

    /** Who gave to whom, for how long. The receiver is absent where credit is issued. */
    record Leg(UUID provider, Optional<UUID> receiver, int minutes, String providerRole, String receiverRole) {}

    /** That somebody agrees to an exchange. */
    record Confirmation(UUID participant, String how, Optional<Integer> minutes) {}

    /**
     * An exchange is recorded.
     *
     * @param witness who brings the confirmations once it is recorded, where who records it may not; else they come with it
     * @param settles whether these confirmations settle it
     */
    record Exchange(
            Caller caller,
            UUID id,
            UUID community,
            Optional<UUID> programme,
            String kind,
            Instant occurredAt,
            Optional<String> skill,
            Optional<UUID> match,
            Optional<UUID> caseFile,
            List<Leg> legs,
            List<Confirmation> confirmations,
            Optional<Caller> witness,
            boolean settles)
            implements Act {
        @Override
        public String key() {
            return "exchange-" + id;
        }

        /** The confirmations that do not come with it. */
        public List<Confirm> later() {
            return witness.stream()
                    .flatMap(
                            caller -> confirmations.stream().map(confirmation -> new Confirm(caller, id, confirmation)))
                    .toList();
        }
    }

    /** A party confirms an exchange, which settles it. */
    record Confirm(Caller caller, UUID exchange, Confirmation confirmation) implements Act {
        @Override
        public String key() {
            return "confirmation-" + exchange + "-" + confirmation.participant();
        }
    }

    /** A proposed exchange is cancelled. */
    record Cancel(Caller caller, UUID exchange, String reason) implements Act {
        @Override
        public String key() {
            return "cancellation-" + exchange;
        }
    }

    /** A settled exchange is reversed. */
    record Reverse(Caller caller, UUID exchange, String reason) implements Act {
        @Override
        public String key() {
            return "reversal-" + exchange;
        }
    }

    /** A score is recorded. */
    record Measure(
            Caller caller,
            UUID id,
            UUID programme,
            UUID participant,
            String instrument,
            int wave,
            String arm,
            double score,
            LocalDate measuredOn)
            implements Act {
        @Override
        public String key() {
            return "measure-" + id;
        }
    }

    /** Whose an outcome is: a participant's, a case's, or that of a group of unknown people. */
    sealed interface Subject {

        /** A participant's. */
        record Participant(UUID id) implements Subject {}

        /** A case's. */
        record Case(UUID id) implements Subject {}

        /** Of so many people. */
        record Group(int size) implements Subject {}
    }

    /** How often somebody used a service before and after. */
    record ServiceUse(
            Caller caller,
            UUID id,
            UUID programme,
            Subject subject,
            String type,
            String arm,
            int before,
            int after,
            int days)
            implements Act {
        @Override
        public String key() {
            return "service-use-" + id;
        }
    }

    /** What came of how many after a time; of one participant or case, one of the three numbers is 1. */
    record Came(int yes, int no, int lost) {}

    /** What came of somebody after a time. */
    record FollowUp(
            Caller caller,
            UUID id,
            UUID programme,
            Subject subject,
            String event,
            String arm,
            int windowMonths,
            Came came,
            LocalDate observedOn)
            implements Act {
        @Override
        public String key() {
            return "follow-up-" + id;
        }
    }

    /**
     * Something that an agency records besides what people do.
     *
     * @param address where
     * @param body in the words of the ledger's API
     */
    record Entry(Caller caller, UUID id, String address, Map<String, Object> body) implements Act {
        @Override
        public String key() {
            return address + "-" + id;
        }
    }

    /** A participant is referred to a programme. */
    record ReferCase(
            Caller caller,
            UUID id,
            UUID participant,
            UUID programme,
            String reason,
            List<String> couldGive,
            LocalDate referredOn)
            implements Act {
        @Override
        public String key() {
            return "case-" + id;
        }
    }

    /** The programme accepts a case. */
    record AcceptCase(Caller caller, UUID id) implements Act {
        @Override
        public String key() {
            return "case-decision-" + id;
        }
    }

    /** What is agreed with the participant. */
    record AgreeCase(Caller caller, UUID id, int dutyMinutes, List<String> training, int peopleHarmed) implements Act {
        @Override
        public String key() {
            return "case-agreement-" + id;
        }
    }

    /** Support given in a case, with what one unit cost and would have cost otherwise. */
    record RecordSupport(
            Caller caller,
            UUID caseFile,
            LocalDate from,
            LocalDate to,
            String unit,
            int quantity,
            String currency,
            long unitPence,
            long otherwisePence)
            implements Act {
        @Override
        public String key() {
            return "support-" + caseFile + "-" + from;
        }
    }

    /** What was agreed is done. */
    record CompleteCase(Caller caller, UUID id) implements Act {
        @Override
        public String key() {
            return "case-closure-" + id;
        }
    }

    /** Somebody offers to give. */
    record Offer(
            Caller caller,
            UUID id,
            UUID community,
            UUID participant,
            String skill,
            int minutes,
            Optional<String> area,
            List<String> languages,
            String maxDistance,
            LocalDate from)
            implements Act {
        @Override
        public String key() {
            return "offer-" + id;
        }
    }

    /**
     * Somebody asks for help, and says what they could give.
     *
     * @param couldGive the offer that they make with it; absent: not yet
     */
    record Request(
            Caller caller,
            UUID id,
            UUID community,
            UUID participant,
            String skill,
            int minutes,
            Optional<String> area,
            LocalDate from,
            LocalDate until,
            boolean failureElsewhere,
            Optional<Offer> couldGive)
            implements Act {
        @Override
        public String key() {
            return "request-" + id;
        }
    }

    /** Offers and requests are matched. */
    record RunRound(Caller caller, UUID id, UUID community, Optional<String> model, Optional<String> preset)
            implements Act {
        @Override
        public String key() {
            return "round-" + id;
        }
    }

    /** One side of a proposal accepts it. */
    record Accept(Caller caller, UUID proposal, String side) implements Act {
        @Override
        public String key() {
            return "acceptance-" + proposal + "-" + side;
        }
    }

    /** One side of a proposal declines it. */
    record Decline(Caller caller, UUID proposal, String side, String reason) implements Act {
        @Override
        public String key() {
            return "decline-" + proposal + "-" + side;
        }
    }
}
