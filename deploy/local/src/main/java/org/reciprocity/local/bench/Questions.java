package org.reciprocity.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.reciprocity.local.play.PlayException;

/** What is asked of the reporting service, and what is told apart when the times are added up. */
final class Questions {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> PERIODS = List.of("2026-03", "2026-Q1", "2025", "all");
    private static final List<String> KINDS = List.of("month", "quarter", "year", "all");

    private Questions() {}

    /**
     * A question.
     *
     * @param family the place and the period that it is about
     * @param figure the figure's code
     * @param path what is got
     */
    record Question(String family, String figure, String path) {}

    /** Every figure of the catalogue, of each place and period of {@link #tables}. */
    static List<Question> figures(Wire wire, String community, String programme) throws IOException {
        var codes = new ArrayList<String>();
        json(wire, "/figures").forEach(entry -> codes.add(entry.path("code").asText()));
        if (codes.isEmpty()) {
            throw new PlayException("The catalogue has no figures");
        }
        var questions = new ArrayList<Question>();
        for (var table : tables(community, programme)) {
            for (var code : codes) {
                questions.add(
                        new Question(table.family(), code, table.path().replace("/figures/table", "/figures/" + code)));
            }
        }
        return questions;
    }

    /** All figures at once, of a community and of a programme, of a month, a quarter, a year and all. */
    static List<Question> tables(String community, String programme) {
        var questions = new ArrayList<Question>();
        for (int period = 0; period < PERIODS.size(); period++) {
            var path = "/figures/table?communityId=" + community + "&period=" + PERIODS.get(period);
            questions.add(new Question("community, " + KINDS.get(period), "table", path));
            questions.add(new Question("programme, " + KINDS.get(period), "table", path + "&programmeId=" + programme));
        }
        return questions;
    }

    /** Asks, and returns how long it took until the answer was there, in nanoseconds. It has to be one with 200. */
    static long ask(Wire wire, String path) throws IOException {
        long started = System.nanoTime();
        var answer = wire.get(path);
        long took = System.nanoTime() - started;
        if (answer.status() != 200) {
            throw new PlayException("GET " + path + " was answered with " + answer.status() + " " + answer.body());
        }
        return took;
    }

    /** What is answered with 200. */
    static JsonNode json(Wire wire, String path) throws IOException {
        var answer = wire.get(path);
        if (answer.status() != 200) {
            throw new PlayException("GET " + path + " was answered with " + answer.status() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
