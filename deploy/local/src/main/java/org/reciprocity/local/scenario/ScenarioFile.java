package org.reciprocity.local.scenario;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads scenario files; a field that it does not know is an error. */
public final class ScenarioFile {
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ScenarioFile() {}

    /** Reads one; says by an {@link IllegalArgumentException} what is wrong with it. */
    public static Scenario read(Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("There is no scenario file " + file);
        }
        try {
            return YAML.readValue(file.toFile(), Scenario.class);
        } catch (IOException e) {
            throw new IllegalArgumentException("The scenario file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
