package org.reciprocity.reporting.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.reciprocity.eventlog.fold.UnreadableRecordException;

/** Strings are looked at eight characters at a time: what matters must be seen wherever it stands. */
class JsonScannerTest {
    private static final int LONGEST = 26;

    private static void skip(String text) throws UnreadableRecordException {
        var json = new JsonScanner();
        var bytes = text.getBytes(UTF_8);
        json.open(bytes, 0, bytes.length);
        json.skip();
        json.finish();
    }

    private static String with(String special, int before, int after) {
        return "[\"" + "a".repeat(before) + special + "b".repeat(after) + "\",\"c\"]";
    }

    @Test
    void seesWhatEndsAStringOrBelongsInNoneWhereverItStands() {
        for (int before = 0; before < LONGEST; before++) {
            for (int after = 0; after < LONGEST; after++) {
                int place = before;
                int rest = after;
                assertDoesNotThrow(() -> skip(with("", place, rest)));
                assertDoesNotThrow(() -> skip(with("\\\"", place, rest)));
                assertDoesNotThrow(() -> skip(with("\\u00e9", place, rest)));
                assertDoesNotThrow(() -> skip(with("é", place, rest)));
                assertDoesNotThrow(() -> skip(with("!#[]~", place, rest)));
                assertThrows(UnreadableRecordException.class, () -> skip(with("\u001f", place, rest)));
                assertThrows(UnreadableRecordException.class, () -> skip(with("\n", place, rest)));
                assertThrows(UnreadableRecordException.class, () -> skip(with("\\x", place, rest)));
                assertThrows(UnreadableRecordException.class, () -> skip(with("\" ", place, rest)));
                assertThrows(UnreadableRecordException.class, () -> skip("\"" + "a".repeat(place) + "b".repeat(rest)));
            }
        }
    }

    private static UUID ident(String text) throws UnreadableRecordException {
        var json = new JsonScanner();
        var bytes = text.getBytes(UTF_8);
        json.open(bytes, 0, bytes.length);
        json.ident();
        json.finish();
        return new UUID(json.identHigh, json.identLow);
    }

    @Test
    void takesAnIdentifierAndNothingThatIsNone() throws UnreadableRecordException {
        var id = UUID.fromString("01997c10-0000-7abc-8000-0123456789ef");
        assertEquals(id, ident("\"" + id + "\""));
        assertEquals(id, ident("  \"" + id + "\" "));
        for (int place = 0; place <= id.toString().length(); place++) {
            var text = new StringBuilder(id.toString());
            for (var wrong : new String[] {"\"", "\\", "g", " ", "\u0001", "é"}) {
                var broken = new StringBuilder(text).replace(place, Math.min(place + 1, text.length()), wrong);
                assertThrows(UnreadableRecordException.class, () -> ident("\"" + broken + "\""), broken::toString);
            }
            var shorter = text.substring(0, place);
            if (place < text.length()) {
                assertThrows(UnreadableRecordException.class, () -> ident("\"" + shorter + "\""));
            }
            assertThrows(UnreadableRecordException.class, () -> ident("\"" + shorter));
        }
        assertThrows(UnreadableRecordException.class, () -> ident("\"" + id + "0\""));
        assertThrows(UnreadableRecordException.class, () -> ident("7"));
    }
}
