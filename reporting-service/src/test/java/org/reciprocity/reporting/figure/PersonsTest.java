package org.reciprocity.reporting.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Linked ids are one person. */
class PersonsTest {
    private static final UUID LOW = UUID.fromString("01997c10-0000-7000-8000-000000000001");
    private static final UUID MIDDLE = UUID.fromString("01997c10-0000-7000-8000-000000000002");
    private static final UUID HIGH = UUID.fromString("f1997c10-0000-7000-8000-000000000003");
    private static final UUID OTHER = UUID.fromString("01997c10-0000-7000-8000-000000000009");

    @Test
    void idsThatAreConnectedThroughOthersAreNamedByTheLowestAsText() {
        var persons = new Persons(List.of(new Persons.Link(MIDDLE, 5, HIGH, 3), new Persons.Link(LOW, 0, HIGH, 3)));

        assertEquals(LOW, persons.person(HIGH));
        assertEquals(LOW, persons.person(MIDDLE));
        assertEquals(LOW, persons.person(LOW));
        assertEquals(OTHER, persons.person(OTHER));
    }

    @Test
    void aPersonHasOneNumberWhicheverIdIsAskedFor() {
        var persons = new Persons(List.of(new Persons.Link(MIDDLE, 5, HIGH, 3), new Persons.Link(LOW, 0, HIGH, 3)));

        assertEquals(3, persons.number(5));
        assertEquals(3, persons.number(3));
        assertEquals(3, persons.number(LOW, 0));
        assertEquals(7, persons.number(7));
        assertEquals(7, persons.number(OTHER, 7));
    }

    @Property(tries = 200)
    void theOrderOfLinksDoesNotMatter(@ForAll long seed) {
        var random = new Random(seed);
        var ids = new ArrayList<UUID>();
        for (int i = 0; i < 12; i++) {
            ids.add(new UUID(random.nextLong(), random.nextLong()));
        }
        var links = new ArrayList<Persons.Link>();
        for (int i = random.nextInt(14); i > 0; i--) {
            int one = random.nextInt(12);
            int other = random.nextInt(12);
            if (one != other) {
                links.add(new Persons.Link(ids.get(one), one, ids.get(other), other));
            }
        }
        var persons = new Persons(links);
        Collections.shuffle(links, random);
        var shuffled = new Persons(links);

        for (int i = 0; i < 12; i++) {
            assertEquals(persons.person(ids.get(i)), shuffled.person(ids.get(i)));
            assertEquals(persons.number(ids.get(i), i), shuffled.number(ids.get(i), i));
        }
        for (var link : links) {
            assertEquals(persons.person(link.one()), persons.person(link.other()));
        }
    }

    @Test
    void withoutLinksEverybodyIsSomebodyElse() {
        var persons = new Persons(List.of());

        assertNotEquals(persons.person(LOW), persons.person(HIGH));
    }
}
