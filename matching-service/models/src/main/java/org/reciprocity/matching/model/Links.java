package org.reciprocity.matching.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.reciprocity.matching.model.RoundModel.Candidate;
import org.reciprocity.matching.model.RoundModel.Field;

/**
 * Who could help whom, as a directed graph of participants: a link for each two of whom one has an offer for a request of the
 * other. Of several pairs between two the link is the one with the highest score, then the most minutes, then the lowest ids.
 * Participants have the rank of their id.
 */
final class Links {
    private static final Comparator<Candidate> BEST_FIRST = Comparator.comparingInt(
                    (Candidate pair) -> -pair.score().total())
            .thenComparing(Candidate::minutes, Comparator.reverseOrder())
            .thenComparing(pair -> pair.supply().offer(), IdOrder.UNSIGNED)
            .thenComparing(pair -> pair.demand().request(), IdOrder.UNSIGNED);

    private final List<SortedMap<Integer, Candidate>> links;

    private Links(List<SortedMap<Integer, Candidate>> links) {
        this.links = links;
    }

    static Links of(Field field) {
        var ids = field.candidates().stream()
                .<UUID>mapMulti((pair, each) -> {
                    each.accept(pair.supply().giver());
                    each.accept(pair.demand().receiver());
                })
                .distinct()
                .sorted(IdOrder.UNSIGNED)
                .toList();
        var ranks = HashMap.<UUID, Integer>newHashMap(ids.size());
        var links = new ArrayList<SortedMap<Integer, Candidate>>(ids.size());
        for (var id : ids) {
            ranks.put(id, links.size());
            links.add(new TreeMap<>());
        }
        for (var pair : field.candidates()) {
            var of = links.get(ranks.get(pair.supply().giver()));
            of.merge(
                    ranks.get(pair.demand().receiver()),
                    pair,
                    (one, other) -> BEST_FIRST.compare(one, other) <= 0 ? one : other);
        }
        return new Links(links);
    }

    /** How many participants there are. */
    int people() {
        return links.size();
    }

    /** The ranks of those whom a participant could help, rising. */
    int[] from(int giver) {
        return links.get(giver).keySet().stream().mapToInt(Integer::intValue).toArray();
    }

    Candidate link(int giver, int receiver) {
        return links.get(giver).get(receiver);
    }
}
