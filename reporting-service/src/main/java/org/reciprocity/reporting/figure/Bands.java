package org.reciprocity.reporting.figure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.reciprocity.reporting.band.BandAxis;

/**
 * What people told of themselves, as it stands now. Of ids that are one person the word that was given last counts, be it that
 * nothing is told any more; of two at the same time that of the higher id.
 */
final class Bands {
    /** The band of those who did not tell. */
    static final String NOT_TOLD = "not-told";

    static final Bands NONE = new Bands(Map.of());

    private final Map<UUID, Word> ofPersons;
    private final Map<Integer, Word> ofNumbers = new HashMap<>();

    /**
     * What was told under an id.
     *
     * @param number what the sums know the id by; 0 for one that no leg names
     * @param toldAt when, in milliseconds since 1970
     * @param codes by axis, empty where it was not told
     */
    record Word(UUID participant, int number, long toldAt, Map<BandAxis, String> codes) {

        private boolean isLaterThan(Word other) {
            return toldAt != other.toldAt
                    ? toldAt > other.toldAt
                    : participant.toString().compareTo(other.participant.toString()) > 0;
        }

        /** Tells nothing: what is printed may end in a log. */
        @Override
        public String toString() {
            return "Word[…]";
        }
    }

    private Bands(Map<UUID, Word> ofPersons) {
        this.ofPersons = ofPersons;
    }

    /** Of these words, in whichever order. */
    static Bands of(List<Word> words, Persons persons) {
        var latest = new HashMap<UUID, Word>();
        words.forEach(word -> latest.merge(
                persons.person(word.participant()), word, (one, other) -> other.isLaterThan(one) ? other : one));
        latest.values().removeIf(word -> word.codes().values().stream().allMatch(String::isEmpty));
        var bands = new Bands(latest);
        latest.values().forEach(word -> {
            int number = persons.number(word.participant(), word.number());
            if (number != 0) {
                bands.ofNumbers.put(number, word);
            }
        });
        return bands;
    }

    /** Whether nobody told anything. */
    boolean isEmpty() {
        return ofPersons.isEmpty();
    }

    String of(PeriodFacts.Person person, BandAxis axis) {
        return code(ofNumbers.get(person.number()), axis);
    }

    String of(PeriodFacts.Enrolled enrolled, BandAxis axis) {
        return code(ofPersons.get(enrolled.person()), axis);
    }

    private static String code(Word word, BandAxis axis) {
        var code = word == null ? "" : word.codes().getOrDefault(axis, "");
        return code.isEmpty() ? NOT_TOLD : code;
    }
}
