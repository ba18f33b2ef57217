package org.reciprocity.ledger.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static final ObjectMapper MAPPER = Json.mapper();
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private static Instant time(String text) throws JsonProcessingException {
        return MAPPER.readValue("\"" + text + "\"", Instant.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-05-04T10:00:00Z",
                "2024-02-29T23:59:59Z",
                "1900-01-01T00:00:00Z",
                "2026-05-04T10:00Z",
                "2026-05-04T10:00:00.123456Z",
                "2026-05-04T10:00:00+02:00"
            })
    void aTimeIsReadAsItIsWritten(String text) throws JsonProcessingException {
        assertEquals(OffsetDateTime.parse(text).toInstant(), time(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-30T10:00:00Z",
                "2025-02-29T10:00:00Z",
                "2026-13-01T10:00:00Z",
                "2026-05-04T24:00:00Z",
                "2026-05-04T10:60:00Z",
                "2026-05-04T10:00:60Z",
                "2026-05-04 10:00:00Z",
                "2026-05-04T10:00:00z ",
                "2026-05-04T10:00:0aZ",
                "+026-05-04T10:00:00Z",
                "1899-12-31T23:59:59Z",
                "2200-01-01T00:00:00Z"
            })
    void aTimeThatIsNoneIsRefused(String text) {
        assertThrows(MismatchedInputException.class, () -> time(text));
    }

    @Test
    void anIdHasThirtySixCharactersInTheirPlacesAndNoOthers() {
        var random = new Random(20261126);
        var characters = "0123456789abcdefABCDEF-gG:/@`{ ";
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(new UUID(random.nextLong(), random.nextLong()).toString());
            switch (random.nextInt(4)) {
                case 0 ->
                    text.setCharAt(
                            random.nextInt(text.length()), characters.charAt(random.nextInt(characters.length())));
                case 1 -> text.deleteCharAt(random.nextInt(text.length()));
                case 2 ->
                    text.insert(random.nextInt(text.length()), characters.charAt(random.nextInt(characters.length())));
                default -> text.replace(0, 8, text.substring(0, 8).toUpperCase(java.util.Locale.ROOT));
            }
            var written = text.toString();

            var expected = ID.matcher(written).matches() ? Optional.of(UUID.fromString(written)) : Optional.empty();
            assertEquals(expected, Ids.parse(written), written);
        }
    }
}
