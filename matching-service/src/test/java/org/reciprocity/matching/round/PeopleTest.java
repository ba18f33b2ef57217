package org.reciprocity.matching.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.reciprocity.matching.round.Candidates.Declined;
import org.reciprocity.matching.round.People.Link;
import org.reciprocity.matching.score.Standing;

class PeopleTest {
    private static final UUID REQUEST = new UUID(9, 9);

    @Test
    void takesIdsForOnePersonThatAreLinkedOverOthers() {
        assertEquals(
                Map.of(id(1), id(1), id(2), id(1), id(3), id(1), id(5), id(4), id(4), id(4)),
                People.persons(List.of(link(3, 2), link(5, 4), link(2, 1))));
        assertEquals(Map.of(), People.persons(List.of()));
    }

    @Property
    void doesNotDependOnTheOrderOrDirectionOfLinks(
            @ForAll @Size(max = 12) List<@IntRange(min = 0, max = 63) Integer> pairs) {
        var links = pairs.stream().map(pair -> link(pair / 8, pair % 8)).toList();
        var turned =
                pairs.reversed().stream().map(pair -> link(pair % 8, pair / 8)).toList();
        var persons = People.persons(links);
        assertEquals(persons, People.persons(turned));
        for (var link : links) {
            if (!link.one().equals(link.other())) {
                assertEquals(persons.get(link.one()), persons.get(link.other()));
            }
        }
        persons.forEach((id, person) -> assertTrue(person.getLeastSignificantBits() <= id.getLeastSignificantBits()));
    }

    @Test
    void addsUpWhatOnePersonDidUnderTwoIds() {
        var known = People.neighbourhood(
                People.persons(List.of(link(1, 2))),
                List.of(
                        new People.Entry(id(1), 60, 0, 30, 100L),
                        new People.Entry(id(2), 0, 90, 60, 100L),
                        new People.Entry(id(3), 10, 0, 10, null)),
                List.of(link(1, 3), link(4, 2), link(2, 3)),
                List.of());
        var person = new Standing(60, 90, 90, 200L, 2);
        assertEquals(person, known.standing(id(1)));
        assertEquals(person, known.standing(id(2)));
        assertTrue(person.hasReceivedMore());
        assertFalse(person.isNearCeiling());
        assertEquals(new Standing(10, 0, 10, null, 1), known.standing(id(3)));
        assertTrue(known.tied(id(1), id(4)));
        assertTrue(known.tied(id(4), id(2)));
        assertFalse(known.tied(id(3), id(4)));
    }

    @Test
    void knowsNoCeilingOfAPersonOneOfWhoseAccountsHasNone() {
        var known = People.neighbourhood(
                People.persons(List.of(link(1, 2))),
                List.of(new People.Entry(id(1), 0, 0, 99, 100L), new People.Entry(id(2), 0, 0, 0, null)),
                List.of(),
                List.of());
        assertEquals(new Standing(0, 0, 99, null, 0), known.standing(id(2)));
    }

    @Test
    void takesWhatSomebodyDidForTheirOtherIdForNoTie() {
        var known =
                People.neighbourhood(People.persons(List.of(link(1, 2))), List.of(), List.of(link(1, 2)), List.of());
        assertEquals(Map.of(), known.ties());
        assertFalse(known.tied(id(1), id(2)));
    }

    @Test
    void doesNotProposeAgainUnderAnotherIdWhoHasDeclined() {
        var known = People.neighbourhood(
                People.persons(List.of(link(2, 1))),
                List.of(),
                List.of(),
                List.of(new Declined(id(2), REQUEST), new Declined(id(3), REQUEST)));
        assertEquals(
                Set.of(1L, 2L, 3L),
                LongStream.rangeClosed(1, 4)
                        .boxed()
                        .filter(number -> known.hasDeclined(id(number), REQUEST))
                        .collect(Collectors.toSet()));
    }

    private static UUID id(long number) {
        return new UUID(1, number);
    }

    private static Link link(long one, long other) {
        return new Link(id(one), id(other));
    }
}
