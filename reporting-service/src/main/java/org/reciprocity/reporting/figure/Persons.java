package org.reciprocity.reporting.figure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Which ids are one person: those that are connected by links, named by the lowest as text. By number a person is known by the number of any of
 * its ids, the same for all of them.
 */
final class Persons {
    private final Map<UUID, UUID> lowest = new HashMap<>();
    private final Map<Integer, Integer> numbers = new HashMap<>();
    private final Map<UUID, Integer> numberOf = new HashMap<>();

    /** A link in force, with the numbers that the sums know the ids by; 0 for one that they do not know. */
    record Link(UUID one, int oneNumber, UUID other, int otherNumber) {}

    private final List<Link> links;

    /** Of these links. */
    Persons(List<Link> links) {
        this.links = List.copyOf(links);
        var above = new HashMap<UUID, UUID>();
        var known = new HashMap<UUID, Integer>();
        for (var link : links) {
            above.putIfAbsent(link.one(), link.one());
            above.putIfAbsent(link.other(), link.other());
            known.put(link.one(), link.oneNumber());
            known.put(link.other(), link.otherNumber());
            var one = root(above, link.one());
            var other = root(above, link.other());
            if (one.toString().compareTo(other.toString()) < 0) {
                above.put(other, one);
            } else {
                above.put(one, other);
            }
        }
        var classes = new HashMap<UUID, List<Integer>>();
        above.keySet().forEach(id -> {
            var person = root(above, id);
            lowest.put(id, person);
            if (known.get(id) != 0) {
                classes.computeIfAbsent(person, p -> new ArrayList<>()).add(known.get(id));
            }
        });
        classes.forEach((person, all) -> {
            int first = all.stream().mapToInt(Integer::intValue).min().orElse(0);
            numberOf.put(person, first);
            all.forEach(number -> numbers.put(number, first));
        });
    }

    private static UUID root(Map<UUID, UUID> above, UUID id) {
        var at = id;
        while (!above.get(at).equals(at)) {
            at = above.get(at);
        }
        return at;
    }

    /** The links. */
    List<Link> links() {
        return links;
    }

    /** The person of an id. */
    UUID person(UUID id) {
        return lowest.getOrDefault(id, id);
    }

    /** The person's number, of one of its numbers. */
    int number(int number) {
        return numbers.getOrDefault(number, number);
    }

    /** The number of an id's person; 0 when no leg names any of its ids. */
    int number(UUID id, int own) {
        return numberOf.getOrDefault(person(id), own);
    }
}
