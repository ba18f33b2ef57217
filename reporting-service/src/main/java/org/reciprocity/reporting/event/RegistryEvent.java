package org.reciprocity.reporting.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.reciprocity.reporting.band.BandAxis;

/** What the registry tells: agencies, communities, programmes, participants and their enrolments. */
public sealed interface RegistryEvent extends Event {

    /** An agency is known. Key: the agency. */
    record AgencyRegistered(
            @JsonProperty(required = true) String code,
            @JsonProperty(required = true) String name) implements RegistryEvent {
        /** Needs both. */
        public AgencyRegistered {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(name, "name");
        }
    }

    /** A community is founded. Key: the community. */
    record CommunityFounded(
            @JsonProperty(required = true) String code,
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String timeZone,
            @JsonProperty(required = true) UUID leadAgency)
            implements RegistryEvent {
        /** Needs all. */
        public CommunityFounded {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(timeZone, "timeZone");
            Objects.requireNonNull(leadAgency, "leadAgency");
        }
    }

    /** An agency is admitted to a community. Key: the community. */
    record AgencyAdmitted(
            @JsonProperty(required = true) UUID agency,
            @JsonProperty(required = true) List<String> roles) implements RegistryEvent {
        /** Needs both. */
        public AgencyAdmitted {
            Objects.requireNonNull(agency, "agency");
            roles = List.copyOf(roles);
        }
    }

    /** An agency takes part in a community no more. Key: the community. */
    record AgencyLeft(@JsonProperty(required = true) UUID agency) implements RegistryEvent {
        /** Needs it. */
        public AgencyLeft {
            Objects.requireNonNull(agency, "agency");
        }
    }

    /** A programme is opened. Key: the programme. */
    record ProgrammeOpened(
            @JsonProperty(required = true) UUID agency,
            @JsonProperty(required = true) String code,
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String design,
            @JsonProperty(required = true) String delivery)
            implements RegistryEvent {
        /** Needs all. */
        public ProgrammeOpened {
            Objects.requireNonNull(agency, "agency");
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(design, "design");
            Objects.requireNonNull(delivery, "delivery");
        }
    }

    /** A participant is registered. Key: the participant. */
    record ParticipantRegistered(
            @JsonProperty(required = true) UUID agency,
            @JsonProperty(required = true) String kind,
            @JsonProperty(required = true) int size)
            implements RegistryEvent {
        /** Needs all. */
        public ParticipantRegistered {
            Objects.requireNonNull(agency, "agency");
            Objects.requireNonNull(kind, "kind");
        }
    }

    /** What a participant is from now on. Key: the participant. */
    record ParticipantDescribed(
            @JsonProperty(required = true) UUID agency,
            @JsonProperty(required = true) String kind,
            @JsonProperty(required = true) int size)
            implements RegistryEvent {
        /** Needs all. */
        public ParticipantDescribed {
            Objects.requireNonNull(agency, "agency");
            Objects.requireNonNull(kind, "kind");
        }
    }

    /** Two ids are one person. Key: the lower of them. */
    record ParticipantsLinked(
            @JsonProperty(required = true) UUID participant,
            @JsonProperty(required = true) UUID sameAs) implements RegistryEvent {
        /** Needs both. */
        public ParticipantsLinked {
            Objects.requireNonNull(participant, "participant");
            Objects.requireNonNull(sameAs, "sameAs");
        }
    }

    /** A link of two ids is taken back. Key: the lower of them. */
    record ParticipantsUnlinked(
            @JsonProperty(required = true) UUID participant,
            @JsonProperty(required = true) UUID sameAs) implements RegistryEvent {
        /** Needs both. */
        public ParticipantsUnlinked {
            Objects.requireNonNull(participant, "participant");
            Objects.requireNonNull(sameAs, "sameAs");
        }
    }

    /** A participant joins a programme. Key: the enrolment. */
    record ParticipantEnrolled(
            @JsonProperty(required = true) UUID programme,
            @JsonProperty(required = true) UUID participant,
            @JsonProperty(required = true) String role,
            @JsonProperty(required = true) String arm,
            @JsonProperty(required = true) LocalDate from,
            Optional<LocalDate> to)
            implements RegistryEvent {
        /** Needs all but the end. */
        public ParticipantEnrolled {
            Objects.requireNonNull(programme, "programme");
            Objects.requireNonNull(participant, "participant");
            Objects.requireNonNull(role, "role");
            Objects.requireNonNull(arm, "arm");
            Objects.requireNonNull(from, "from");
            to = Event.given(to);
        }
    }

    /** A participant leaves a programme. Key: the enrolment. */
    record EnrolmentEnded(@JsonProperty(required = true) LocalDate to) implements RegistryEvent {
        /** Needs the day. */
        public EnrolmentEnded {
            Objects.requireNonNull(to, "to");
        }
    }

    /** What a person told of themselves, as a whole; nothing where it is cleared. Key: the participant. */
    record ParticipantBanded(@JsonProperty(required = true) Map<String, String> bands) implements RegistryEvent {
        /** Leaves out what is no axis, and refuses what is no code of one without repeating it. */
        public ParticipantBanded {
            var known = new TreeMap<String, String>();
            for (var axis : BandAxis.values()) {
                var code = bands.get(axis.code());
                if (code != null) {
                    if (!axis.codes().contains(code)) {
                        throw new IllegalArgumentException("Not a band of " + axis.code());
                    }
                    known.put(axis.code(), code);
                }
            }
            bands = Collections.unmodifiableMap(known);
        }

        /** The band of an axis; empty where it was not told. */
        public String of(BandAxis axis) {
            return bands.getOrDefault(axis.code(), "");
        }

        /** Tells nothing: what is printed may end in a log. */
        @Override
        public String toString() {
            return "ParticipantBanded[…]";
        }
    }

    /** Nobody knows any more who the participant is. Key: the participant. */
    record ParticipantErased() implements RegistryEvent {}
}
