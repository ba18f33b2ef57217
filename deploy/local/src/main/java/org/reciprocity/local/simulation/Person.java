package org.reciprocity.local.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.local.scenario.Scenario;

/** A synthetic participant: who they are by chance, and whom they have been to. */
final class Person {
    private final UUID id;
    private final int number;
    private final Scenario.Group group;
    private final double pace;
    private final int size;
    private final Optional<String> area;
    private final List<String> languages;
    private final int joins;
    private final int leaves;
    private final boolean inactive;
    private final List<Person> visited = new ArrayList<>();

    Person(UUID id, int number, Scenario scenario, Scenario.Group group) {
        var chance = Chance.of(scenario.seed(), "person", group.group(), number);
        this.id = id;
        this.number = number;
        this.group = group;
        this.pace = group.variety() == 0 ? 1 : chance.logNormal(group.variety());
        this.size = chance.in(group.size());
        this.area = group.areas().isEmpty() ? Optional.empty() : Optional.of(chance.oneOf(group.areas()));
        this.languages = group.languages().isEmpty() ? List.of() : List.of(chance.oneOf(group.languages()));
        this.joins = chance.in(group.joins());
        this.inactive = chance.holds(group.inactive());
        this.leaves = chance.holds(group.leaves())
                ? joins + 1 + chance.below(Math.max(1, scenario.weeks() - joins - 1))
                : Integer.MAX_VALUE;
    }

    UUID id() {
        return id;
    }

    int number() {
        return number;
    }

    Scenario.Group group() {
        return group;
    }

    /** How much they do, against the mean of their group. */
    double pace() {
        return pace;
    }

    int size() {
        return size;
    }

    Optional<String> area() {
        return area;
    }

    List<String> languages() {
        return languages;
    }

    /** The week in which they join. */
    int joins() {
        return joins;
    }

    /** The week in which they leave, if they do before the end. */
    int leaves() {
        return leaves;
    }

    boolean isHere(int week) {
        return joins <= week && week < leaves;
    }

    boolean isActive(int week) {
        return !inactive && isHere(week);
    }

    /** Those they have given to, in the order of the first time. */
    List<Person> visited() {
        return visited;
    }

    void visit(Person other) {
        if (!visited.contains(other)) {
            visited.add(other);
        }
    }

    Account account() {
        return new Account("participant", id);
    }

    /** The name of one of the two or three skills of a list that they have. */
    String skillOf(List<String> skills, Chance chance, long seed) {
        var own = Chance.of(seed, "skills", id, String.join(",", skills));
        int first = own.below(skills.size());
        int count = Math.min(skills.size(), 1 + own.below(3));
        return skills.get((first + chance.below(count)) % skills.size());
    }
}
