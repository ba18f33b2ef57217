package org.reciprocity.reporting.saving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;

/** Lists of codes, as a generation keeps them: JSON. */
final class Codes {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Codes() {}

    static List<String> list(String json) {
        try {
            var codes = new ArrayList<String>();
            MAPPER.readTree(json).forEach(code -> codes.add(code.textValue()));
            return codes;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a generation keeps a list of codes that is none", e);
        }
    }
}
