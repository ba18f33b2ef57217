package org.reciprocity.matching.skill;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * An everyday skill of the list.
 *
 * @param code its code, the same everywhere
 * @param group the group's code; one skill of a group may do for another where a request says so
 * @param name its name in plain words
 * @param alsoCalled what people call it besides
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Skill(String code, String group, String name, List<String> alsoCalled) {}
