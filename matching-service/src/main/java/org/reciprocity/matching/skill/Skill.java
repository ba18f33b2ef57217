package org.reciprocity.matching.skill;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.List;

/**
 * An everyday skill of the list.
 *
 * @param code its code, the same everywhere
 * @param group the group's code; one skill of a group may do for another where a request says so
 * @param name its name in plain words
 * @param alsoCalled what people call it besides
 * @param esco the concept of ESCO, the European classification of skills, that comes closest; null where none is known
 * @param openReferral the service type of Open Referral UK (the Local Government Association's list) that comes closest; null
 *     where none is known
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Skill(String code, String group, String name, List<String> alsoCalled, URI esco, URI openReferral) {}
