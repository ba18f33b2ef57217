package org.reciprocity.ledger.imports;

import io.smallrye.mutiny.Uni;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.request.Ids;
import org.reciprocity.ledger.security.Caller;

/**
 * What the words in a file stand for: ids, the caller's own references of participants and cases, codes of agencies and
 * programmes, and {@code community}.
 *
 * @param community the community
 * @param zone its time zone
 * @param participants the caller's participants, by its reference
 * @param agencies admitted agencies, by code
 * @param programmes programmes, by code
 * @param cases the cases that the caller referred, by its reference
 */
record Directory(
        UUID community,
        ZoneId zone,
        Map<String, UUID> participants,
        Map<String, UUID> agencies,
        Map<String, UUID> programmes,
        Map<String, UUID> cases) {

    private static final String COMMUNITY = "community";

    private static final String ZONE = "select time_zone from community where id = $1";

    private static final String PARTICIPANTS = """
            select external_ref, id from participant
            where agency_id = $2 and community_id = $1 and external_ref = any($3::text[])
            """;

    private static final String AGENCIES = """
            select a.code, a.id from admission m join agency a on a.id = m.agency_id where m.community_id = $1
            """;

    private static final String PROGRAMMES = "select code, id from programme where community_id = $1";

    private static final String CASES = """
            select external_ref, id from case_file
            where agency_id = $2 and community_id = $1 and external_ref = any($3::text[])
            """;

    /** All that is needed to read a file in which these words stand for parties, and these for cases. */
    static Uni<Directory> of(
            Sql sql, Caller caller, UUID community, Collection<String> parties, Collection<String> cases) {
        return Access.community(sql, caller, community)
                .chain(() -> sql.select(ZONE, community))
                .chain(zone -> named(sql, PARTICIPANTS, caller, community, parties)
                        .chain(participants -> named(sql, CASES, caller, community, cases)
                                .chain(files -> sql.select(AGENCIES, community)
                                        .chain(agencies -> sql.select(PROGRAMMES, community)
                                                .map(programmes -> new Directory(
                                                        community,
                                                        ZoneId.of((String) zone.getFirst()[0]),
                                                        byWord(participants),
                                                        byWord(agencies),
                                                        byWord(programmes),
                                                        byWord(files)))))));
    }

    private static Uni<List<Object[]>> named(
            Sql sql, String query, Caller caller, UUID community, Collection<String> words) {
        return sql.select(query, community, Access.agency(caller), words.toArray(String[]::new));
    }

    private static Map<String, UUID> byWord(List<Object[]> rows) {
        var byWord = new HashMap<String, UUID>();
        rows.forEach(row -> byWord.put((String) row[0], (UUID) row[1]));
        return byWord;
    }

    /** Who is meant. */
    Optional<UUID> party(String word) {
        if (word.equals(COMMUNITY)) {
            return Optional.of(community);
        }
        return participant(word).or(() -> Optional.ofNullable(agencies.get(word)));
    }

    /** Which participant is meant. A reference may have the form of an id. */
    Optional<UUID> participant(String word) {
        return Optional.ofNullable(participants.get(word)).or(() -> Ids.parse(word));
    }

    /** Whether a party is neither an agency nor the community, and so gives its own word. */
    boolean isPerson(UUID party) {
        return !party.equals(community) && !agencies.containsValue(party);
    }

    /** Which agency is meant. */
    Optional<UUID> agency(String word) {
        return Ids.parse(word).or(() -> Optional.ofNullable(agencies.get(word)));
    }

    /** Which programme is meant. */
    Optional<UUID> programme(String word) {
        return Ids.parse(word).or(() -> Optional.ofNullable(programmes.get(word)));
    }

    /** Which case is meant. Its reference may have the form of an id, too. */
    Optional<UUID> caseFile(String word) {
        return Optional.ofNullable(cases.get(word)).or(() -> Ids.parse(word));
    }
}
