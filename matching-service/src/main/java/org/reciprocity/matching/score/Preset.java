package org.reciprocity.matching.score;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A named choice of weights: the points that each part of a score brings in full. The parts are small whole numbers, so
 * that a score can be added up on paper.
 */
public enum Preset {
    /** Builds the core economy: who has received gives, new ties and isolated people first, then what is near. */
    CORE_ECONOMY("core-economy", 20, 15, 25, 15, 15, 10),
    /** The least travel, whoever it is. */
    NEAREST("nearest", 20, 40, 5, 5, 5, 5),
    /** Those with few ties first, whatever the rest. */
    COMPANY("company", 20, 10, 10, 5, 25, 30);

    /** At so many ties or fewer somebody is isolated. */
    public static final int FEW_TIES = 3;

    /** Of a ceiling, in percent: from here on a balance is near it. */
    public static final int NEAR_CEILING_PERCENT = 80;

    /** The part of the skill's points that another skill of the group brings. */
    public static final int GROUP_SKILL_DIVISOR = 2;

    private final String code;
    private final int skill;
    private final int distance;
    private final int chanceToGive;
    private final int nearCeiling;
    private final int newTie;
    private final int isolation;

    Preset(String code, int skill, int distance, int chanceToGive, int nearCeiling, int newTie, int isolation) {
        this.code = code;
        this.skill = skill;
        this.distance = distance;
        this.chanceToGive = chanceToGive;
        this.nearCeiling = nearCeiling;
        this.newTie = newTie;
        this.isolation = isolation;
    }

    /** The preset of that name. */
    public static Optional<Preset> of(String code) {
        return Arrays.stream(values())
                .filter(preset -> preset.code.equals(code))
                .findFirst();
    }

    /** The names of all presets. */
    public static String codes() {
        return Arrays.stream(values()).map(preset -> preset.code).collect(Collectors.joining(", "));
    }

    /** Its name on the wire. */
    public String code() {
        return code;
    }

    /** Points for the very skill asked for. */
    public int skill() {
        return skill;
    }

    /** Points for the same area. */
    public int distance() {
        return distance;
    }

    /** Points for a giver who has received more than given. */
    public int chanceToGive() {
        return chanceToGive;
    }

    /** Points for a receiver near the ceiling. */
    public int nearCeiling() {
        return nearCeiling;
    }

    /** Points for two who have done nothing for each other yet. */
    public int newTie() {
        return newTie;
    }

    /** Points for each of the two who has few ties. */
    public int isolation() {
        return isolation;
    }
}
