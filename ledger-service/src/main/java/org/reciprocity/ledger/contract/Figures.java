package org.reciprocity.ledger.contract;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** The codes of the figures of the catalogue, {@code docs/reference/figures.md}: data of this service. */
final class Figures {
    private static final String RESOURCE = "/figures/codes.txt";

    /** The codes, each as the catalogue writes it. */
    static final Set<String> CODES = read();

    private Figures() {}

    private static Set<String> read() {
        try (var lines = new BufferedReader(
                new InputStreamReader(Figures.class.getResourceAsStream(RESOURCE), StandardCharsets.UTF_8))) {
            return lines.lines().collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
