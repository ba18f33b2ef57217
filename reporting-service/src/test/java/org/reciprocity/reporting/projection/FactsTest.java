package org.reciprocity.reporting.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What of several records about one thing is kept. */
class FactsTest {
    private static final UUID ANNA = new UUID(0, 1);
    private static final UUID COMMUNITY = new UUID(0, 2);

    @Test
    void ofWordsTheOneOfTheHighestVersionIsKeptWhicheverIsReadLast() {
        var words = new ArrayList<>(List.of(
                word(1, "25-44", "quintile-1"), word(2, "", ""), word(3, "65-74", ""), word(4, "65-74", "quintile-3")));
        for (int seed = 0; seed < 10; seed++) {
            Collections.shuffle(words, new Random(seed));
            assertEquals(List.of(word(4, "65-74", "quintile-3")), kept(words));
        }
        words.add(word(5, "", ""));
        assertEquals(List.of(word(5, "", "")), kept(words));
        words.addFirst(word(Long.MAX_VALUE, "", ""));
        assertEquals(List.of(word(Long.MAX_VALUE, "", "")), kept(words), "nothing is told of the erased any more");
    }

    @Test
    void whatALaterRecordDoesNotSayStays() {
        var facts = new Facts();
        facts.put(Fact.AGENCY, ANNA, "TAFF", "Taff");
        facts.put(Fact.AGENCY, ANNA, null, "Taff Valley");
        facts.put(Fact.ADMISSION, COMMUNITY, ANNA);
        facts.put(Fact.ADMISSION, COMMUNITY, ANNA);
        assertEquals(2, facts.size());
        assertEquals(
                List.of("TAFF", "Taff Valley"),
                List.of(facts.rows().get(Fact.AGENCY).get(List.of(ANNA))).subList(1, 3));
    }

    @Test
    void whatIsTakenAwayGoesWhetherItWaitsToBeWrittenOrNot() {
        var facts = new Facts();
        facts.remove(Fact.ADMISSION, COMMUNITY, ANNA);
        assertEquals(Set.of(List.of(COMMUNITY, ANNA)), facts.gone().get(Fact.ADMISSION));
        assertEquals(1, facts.size());
        facts.put(Fact.ADMISSION, COMMUNITY, ANNA);
        assertEquals(2, facts.size());
        facts.remove(Fact.ADMISSION, COMMUNITY, ANNA);
        assertEquals(Map.of(), facts.rows().get(Fact.ADMISSION));
        assertEquals(1, facts.size());
    }

    private static List<Object> word(long version, String age, String deprivation) {
        return List.of(ANNA, version, COMMUNITY, 7L, age, "", "", deprivation);
    }

    private static List<List<Object>> kept(List<List<Object>> words) {
        var facts = new Facts();
        words.forEach(word -> facts.put(Fact.BAND, word.toArray()));
        assertEquals(1, facts.size());
        return facts.rows().get(Fact.BAND).values().stream().map(List::of).toList();
    }
}
