package org.reciprocity.matching.skill;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The project's own list of everyday skills, as {@code skills/skills.csv} has it, with what stands for a skill in ESCO and in
 * Open Referral UK where that is known. Those two are data for others and decide nothing here.
 */
@ApplicationScoped
public class SkillList {
    private static final String FILE = "/skills/skills.csv";
    private static final String HEADER = "code,group,name,also_called,esco,open_referral";
    private static final int FIELDS = 6;
    private static final Pattern CODE = Pattern.compile("[a-z0-9-]{1,40}");
    private static final Pattern ESCO = Pattern.compile(
            "http://data\\.europa\\.eu/esco/skill/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern OPEN_REFERRAL = Pattern.compile("http://id\\.esd\\.org\\.uk/service/[0-9]{1,6}");

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

    /** A line of the file; what is none fails. */
    static Skill parse(String line) {
        var fields = line.split(",", -1);
        if (fields.length != FIELDS
                || !CODE.matcher(fields[0]).matches()
                || !CODE.matcher(fields[1]).matches()
                || fields[2].isBlank()
                || !(fields[4].isEmpty() || ESCO.matcher(fields[4]).matches())
                || !(fields[5].isEmpty() || OPEN_REFERRAL.matcher(fields[5]).matches())) {
            throw new IllegalStateException(FILE + " has a line that is no skill: " + line);
        }
        return new Skill(
                fields[0],
                fields[1],
                fields[2],
                fields[3].isBlank() ? List.of() : List.of(fields[3].split("\\|", -1)),
                fields[4].isEmpty() ? null : URI.create(fields[4]),
                fields[5].isEmpty() ? null : URI.create(fields[5]));
    }
}
