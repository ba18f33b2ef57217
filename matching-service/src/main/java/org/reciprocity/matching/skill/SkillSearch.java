package org.reciprocity.matching.skill;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.matching.command.Reading;

/**
 * Finds skills by what people call them, with typos: by the words (PostgreSQL's full text search, English word forms) and by
 * likeness of spelling (trigrams).
 */
@ApplicationScoped
public class SkillSearch {
    /** From which likeness on, of 0 to 1, a word is taken for a misspelt one. */
    private static final double LIKENESS = 0.4;

    private static final String SEARCH = """
            select code from skill, websearch_to_tsquery('english', $1) q
            where terms @@ q or word_similarity($1, words) >= $2 or position($1 in words) > 0
            order by greatest(ts_rank(terms, q) + case when terms @@ q then 1 else 0 end, word_similarity($1, words)) desc,
                     code
            limit 20
            """;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SkillList list;
    private final Sql sql;

    SkillSearch(SkillList list, Reading reading) {
        this.list = list;
        this.sql = reading.sql();
    }

    /** The best found first; all of the list for no words. */
    Uni<List<Skill>> find(String words) {
        if (words == null || words.isBlank()) {
            return Uni.createFrom().item(List.copyOf(list.all()));
        }
        return sql.select(SEARCH, words.strip().toLowerCase(Locale.ROOT), LIKENESS)
                .map(rows -> rows.stream()
                        .map(row -> list.find((String) row[0]))
                        .flatMap(Optional::stream)
                        .toList());
    }

    /** Brings the table to this version's list. */
    void load(@Observes StartupEvent event) {
        var skills = List.copyOf(list.all());
        sql.update(
                        """
                        insert into skill (code, words, terms)
                        select code, words, to_tsvector('english', words)
                        from unnest($1::text[], $2::text[]) as s(code, words)
                        on conflict (code) do update set words = excluded.words, terms = excluded.terms
                        where skill.words <> excluded.words
                        """,
                        skills.stream().map(Skill::code).toArray(String[]::new),
                        skills.stream().map(SkillSearch::words).toArray(String[]::new))
                .await()
                .atMost(PATIENCE);
    }

    private static String words(Skill skill) {
        return String.join(" ", skill.name(), skill.code().replace('-', ' '), String.join(" ", skill.alsoCalled()))
                .toLowerCase(Locale.ROOT);
    }
}
