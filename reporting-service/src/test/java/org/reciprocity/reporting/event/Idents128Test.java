package org.reciprocity.reporting.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.reciprocity.eventlog.fold.UnreadableRecordException;

class Idents128Test {
    private final Idents128 idents = new Idents128();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void readsEveryIdentifierInEitherCase() throws UnreadableRecordException {
        var random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            var id = new UUID(random.nextLong(), random.nextLong());

            assertEquals(id, idents.uuid(bytes(id.toString())));
            assertEquals(id, idents.uuid(bytes(id.toString().toUpperCase(Locale.ROOT))));
        }
    }

    @Test
    void refusesEveryOtherCharacterInEveryPlace() {
        var good = "0198f000-89ab-7cde-8f01-23456789abcd";
        for (int place = 0; place < good.length(); place++) {
            for (char character = 0; character < 256; character++) {
                boolean dash = good.charAt(place) == '-';
                boolean fits = dash ? character == '-' : Character.digit(character, 16) >= 0;
                if (!fits) {
                    var text = good.substring(0, place) + character + good.substring(place + 1);
                    assertThrows(
                            UnreadableRecordException.class,
                            () -> idents.read(bytes(text)),
                            () -> "taken: " + text.codePoints().boxed().toList());
                }
            }
        }
    }

    @Test
    void refusesWhatIsTooShortOrTooLong() {
        assertThrows(UnreadableRecordException.class, () -> idents.read(bytes("0198f000-89ab-7cde-8f01-23456789abc")));
        assertThrows(
                UnreadableRecordException.class, () -> idents.read(bytes("0198f000-89ab-7cde-8f01-23456789abcde")));
    }
}
