package org.reciprocity.matching.model;

/**
 * How many participants circles of any length could serve: an upper bound for circles that are short, found as an assignment
 * of everybody to the one whom they help, or to themself.
 */
final class CycleCover {

    private CycleCover() {}

    static long most(Links links) {
        int people = links.people();
        int arcs = people;
        for (int person = 0; person < people; person++) {
            arcs += links.from(person).length;
        }
        try (var network = new FlowNetwork(2 * people, arcs)) {
            var self = new int[people];
            for (int person = 0; person < people; person++) {
                self[person] = network.arc(person, people + person, 1, 1);
                for (int other : links.from(person)) {
                    network.arc(person, people + other, 1, 0);
                }
                network.supply(person, 1);
                network.supply(people + person, -1);
            }
            network.solve();
            long most = people;
            for (int arc : self) {
                most -= network.on(arc);
            }
            return most;
        }
    }
}
