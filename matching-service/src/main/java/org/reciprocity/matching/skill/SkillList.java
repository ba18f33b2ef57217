package org.reciprocity.matching.skill;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The project's own list of everyday skills, as {@code skills/skills.csv} has it. */
@ApplicationScoped
public class SkillList {
    private static final String FILE = "/skills/skills.csv";
    private static final String HEADER = "code,group,name,also_called";
    private static final Pattern CODE = Pattern.compile("[a-z0-9-]{1,40}");

    private final Map<String, Skill> byCode;

    SkillList() {
        this.byCode = Collections.unmodifiableMap(load());
    }

    /** All of them, in the list's order. */
    public Collection<Skill> all() {
        return byCode.values();
    }

    /** The skill of that code. */
    public Optional<Skill> find(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** The group of a code; a code that has left the list since is a group of its own. */
    public String group(String code) {
        return find(code).map(Skill::group).orElse(code);
    }

    private static Map<String, Skill> load() {
        var skills = new LinkedHashMap<String, Skill>();
        try (var in = SkillList.class.getResourceAsStream(FILE);
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            if (!HEADER.equals(lines.readLine())) {
                throw new IllegalStateException(FILE + " does not begin with " + HEADER);
            }
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var skill = parse(line);
                if (skills.put(skill.code(), skill) != null) {
                    throw new IllegalStateException(FILE + " has " + skill.code() + " twice");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return skills;
    }

    private static Skill parse(String line) {
        var fields = line.split(",", -1);
        if (fields.length != 4
                || !CODE.matcher(fields[0]).matches()
                || !CODE.matcher(fields[1]).matches()
                || fields[2].isBlank()) {
            throw new IllegalStateException(FILE + " has a line that is no skill: " + line);
        }
        return new Skill(
                fields[0], fields[1], fields[2], fields[3].isBlank() ? List.of() : List.of(fields[3].split("\\|", -1)));
    }
}
