package org.reciprocity.reporting.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {

    private static String text(String json) throws Exception {
        return CanonicalJson.object()
                .with("body", new ObjectMapper().readTree(json))
                .text();
    }

    @Test
    void whatSaysTheSameIsTheSameText() throws Exception {
        assertEquals(
                text("{\"b\":[1.50, true,null],\"a\":{\"z\":1e3,\"y\":\"\\u00e9\\n\"}}"),
                text("{ \"a\" : {\"y\":\"é\\n\",\"z\":1000}, \"b\":[1.5,true,null]}"));
    }

    @Test
    void namesAreInOrderAndNumbersInFull() {
        assertEquals(
                "{\"amount\":1200,\"codes\":[\"b\",\"a\"],\"share\":0.25}",
                CanonicalJson.object()
                        .with("share", new BigDecimal("0.2500"))
                        .with("codes", List.of("b", "a"))
                        .with("rounding", null)
                        .with("amount", new BigDecimal("1.2E+3"))
                        .text());
    }
}
