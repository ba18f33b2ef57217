package org.reciprocity.local.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.reciprocity.local.scenario.Scenario;

/** Everybody in a scenario, by group. */
final class People {
    private final Map<String, List<Person>> groups = new LinkedHashMap<>();
    private final Map<UUID, Person> byId = new LinkedHashMap<>();

    People(Scenario scenario) {
        for (var group : scenario.people()) {
            var members = new ArrayList<Person>();
            for (int number = 1; number <= group.count(); number++) {
                var id = new Scenario.One(group.group(), number).id(scenario.name());
                var person = new Person(id, number, scenario, group);
                members.add(person);
                byId.put(id, person);
            }
            groups.put(group.group(), members);
        }
    }

    Iterable<Person> all() {
        return byId.values();
    }

    Person of(UUID id) {
        return byId.get(id);
    }

    List<Person> in(List<String> names) {
        return names.stream().flatMap(name -> groups.get(name).stream()).toList();
    }
}
