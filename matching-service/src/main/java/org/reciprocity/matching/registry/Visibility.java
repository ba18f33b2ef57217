package org.reciprocity.matching.registry;

import io.smallrye.mutiny.Uni;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.matching.http.Caller;

/**
 * Who may see what, by the registry as the feed brought it. A community is visible to the agencies admitted to it; a
 * participant, with their needs, to the community's lead, to the agency that registered them and to one that owns a
 * programme they are enrolled in. Where the community's policy asks for consent, to those who did not register the participant
 * only while that consent is in force. A token that arranges nothing sees less: what its agency recorded, and what is of
 * participants whom its agency registered.
 */
public final class Visibility {

    /** A condition on {@code participant p} and {@code $1}, the agency. */
    private static final String SEES_PARTICIPANT = """
            exists (select from admission a where a.community = p.community and a.agency = $1)
            and (p.agency = $1
                 or ((exists (select from community c where c.id = p.community and c.lead = $1)
                      or exists (select from enrolment e join programme g on g.id = e.programme
                                 where e.participant = p.id and g.agency = $1
                                   and (e.until is null or e.until >= current_date)))
                     and consents(p.id, p.community)))
            """;

    private Visibility() {}

    /** Whether the agency may see the community. */
    public static Uni<Boolean> seesCommunity(Sql sql, UUID agency, UUID community) {
        return sql.select("select from admission where community = $1 and agency = $2", community, agency)
                .map(rows -> !rows.isEmpty());
    }

    /** The participant's registration, when the community has that participant and the caller may act for them. */
    public static Uni<Optional<KnownParticipant>> participant(
            Sql sql, Caller caller, UUID community, UUID participant) {
        if (caller.isConfinedFrom(participant)) {
            return Uni.createFrom().item(Optional.empty());
        }
        return sql.select(
                        "select p.id, p.area, zone_of(p.community) from participant p"
                                + " where p.id = $2 and p.community = $3 and not p.erased and " + SEES_PARTICIPANT,
                        caller.agency(),
                        participant,
                        community)
                .map(rows -> rows.stream()
                        .map(row -> new KnownParticipant((UUID) row[0], (String) row[1], ZoneId.of((String) row[2])))
                        .findFirst());
    }

    /**
     * Whether a caller may see, and so act on, what is of a participant: as a broker who sees the participant, or as a system
     * of the agency that recorded it or registered the participant. By a participant's own token nobody else is seen.
     *
     * @param recordedBy the agency that recorded it, or null where that makes no difference
     */
    public static Uni<Boolean> sees(Sql sql, Caller caller, UUID community, UUID participant, UUID recordedBy) {
        if (caller.isConfinedFrom(participant)) {
            return Uni.createFrom().item(false);
        }
        return sql.select(
                        "select from participant p where p.id = $2 and p.community = $3 and not p.erased and "
                                + SEES_PARTICIPANT + " and ($4::boolean or p.agency = $1)",
                        caller.agency(),
                        participant,
                        community,
                        caller.arranges() || caller.agency().equals(recordedBy))
                .map(rows -> !rows.isEmpty());
    }

    /** Those of the community's participants whom the agency may see. */
    public static Uni<Set<UUID>> participantsOf(Sql sql, UUID agency, UUID community) {
        return sql.select(
                        "select p.id from participant p where p.community = $2 and not p.erased and "
                                + SEES_PARTICIPANT,
                        agency,
                        community)
                .map(rows -> rows.stream().map(row -> (UUID) row[0]).collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * The same as a condition inside a larger query.
     *
     * @param participant the expression of the participant's id
     * @return a condition that uses {@code $1} for the agency
     */
    public static String seen(String participant) {
        return "exists (select from participant p where p.id = " + participant + " and " + SEES_PARTICIPANT + ")";
    }

    /**
     * What a system of an agency may see, which is nobody who arranges matches: what that agency recorded, and what is of
     * participants whom it registered.
     *
     * @param participant the expression of the participant's id
     * @param recordedBy the expression of the agency that recorded it
     * @return a condition that uses {@code $1} for the agency
     */
    public static String ofOwn(String participant, String recordedBy) {
        return "(%2$s = $1 or exists (select from participant p where p.id = %1$s and p.agency = $1)) and %3$s"
                .formatted(participant, recordedBy, seen(participant));
    }

    /**
     * That a participant is the one whose own token asks, where it is somebody's own.
     *
     * @param participant the expression of the participant's id
     * @return a condition that uses {@code $2} for {@link Caller#bearer}
     */
    public static String ofBearer(String participant) {
        return "($2::uuid is null or %s = $2)".formatted(participant);
    }

    /** The rule of those who arrange, or that of systems: whichever the caller is. */
    public static <T> T of(Caller caller, T forBrokers, T forSystems) {
        return caller.arranges() ? forBrokers : forSystems;
    }

    /**
     * A participant as the registry's feed told of them.
     *
     * @param id the pseudonymous id
     * @param area where they are, or null where that is not known
     * @param zone the community's time zone
     */
    public record KnownParticipant(UUID id, String area, ZoneId zone) {}
}
