package org.reciprocity.matching.round;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reciprocity.matching.model.IdOrder;
import org.reciprocity.matching.round.Candidates.Declined;
import org.reciprocity.matching.round.Candidates.Neighbourhood;
import org.reciprocity.matching.score.Standing;

/** Makes people of ids: what was done under several ids of one person is added up to what that person did. */
final class People {

    private People() {}

    /**
     * Two ids of one person.
     *
     * @param one an id
     * @param other another
     */
    record Link(UUID one, UUID other) {}

    /**
     * What is known of an id's account and exchanges.
     *
     * @param participant the id
     * @param given minutes given, net of reversals
     * @param received minutes received, net of reversals
     * @param balance minutes on the account
     * @param ceiling the account's ceiling in minutes, or null where it has none
     */
    record Entry(UUID participant, long given, long received, long balance, Long ceiling) {}

    /** Of each id that is linked, over however many links, the first id of the person. */
    static Map<UUID, UUID> persons(List<Link> links) {
        var parents = new HashMap<UUID, UUID>();
        for (var link : links) {
            var one = root(parents, link.one());
            var other = root(parents, link.other());
            int order = IdOrder.UNSIGNED.compare(one, other);
            if (order < 0) {
                parents.put(other, one);
            } else if (order > 0) {
                parents.put(one, other);
            }
        }
        return Stream.concat(parents.keySet().stream(), parents.values().stream())
                .distinct()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), id -> root(parents, id)));
    }

    private static UUID root(Map<UUID, UUID> parents, UUID id) {
        var at = id;
        for (var next = parents.get(at); next != null; next = parents.get(at)) {
            at = next;
        }
        return at;
    }

    /**
     * The neighbourhood of these people. Balances and ceilings of one person add up; without a ceiling on one account there is
     * none on the whole. What somebody did for another id of theirs is no tie.
     *
     * @param tied ids of two that have exchanged service, whoever gave
     * @param declined who declined what, by id
     */
    static Neighbourhood neighbourhood(
            Map<UUID, UUID> persons, List<Entry> entries, List<Link> tied, List<Declined> declined) {
        var ties = new HashMap<UUID, Set<UUID>>();
        for (var tie : tied) {
            var one = person(persons, tie.one());
            var other = person(persons, tie.other());
            if (!one.equals(other)) {
                ties.computeIfAbsent(one, _ -> new HashSet<>()).add(other);
                ties.computeIfAbsent(other, _ -> new HashSet<>()).add(one);
            }
        }
        var standings = new HashMap<UUID, Standing>();
        for (var entry : entries) {
            var person = person(persons, entry.participant());
            standings.merge(
                    person,
                    new Standing(
                            entry.given(),
                            entry.received(),
                            entry.balance(),
                            entry.ceiling(),
                            ties.getOrDefault(person, Set.of()).size()),
                    People::together);
        }
        return new Neighbourhood(
                standings,
                ties,
                declined.stream()
                        .map(one -> new Declined(person(persons, one.giver()), one.request()))
                        .collect(Collectors.toSet()),
                persons);
    }

    private static UUID person(Map<UUID, UUID> persons, UUID participant) {
        return persons.getOrDefault(participant, participant);
    }

    private static Standing together(Standing one, Standing other) {
        return new Standing(
                one.givenMinutes() + other.givenMinutes(),
                one.receivedMinutes() + other.receivedMinutes(),
                one.balanceMinutes() + other.balanceMinutes(),
                one.ceilingMinutes() == null || other.ceilingMinutes() == null
                        ? null
                        : Long.valueOf(one.ceilingMinutes() + other.ceilingMinutes()),
                one.ties());
    }
}
