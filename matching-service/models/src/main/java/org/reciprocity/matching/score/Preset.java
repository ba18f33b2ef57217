package org.reciprocity.matching.score;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The weights that every community can choose by name. A community may name others of its own: {@link WeightSet}. */
public enum Preset {
    /** Builds the core economy: who has received gives, new ties and isolated people first, then what is near. */
    CORE_ECONOMY("core-economy"),
    /** The least travel, whoever it is. */
    NEAREST("nearest"),
    /** Those with few ties first, whatever the rest. */
    COMPANY("company");

    private final String code;

    Preset(String code) {
        this.code = code;
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

    /** The same as a set of weights. */
    public WeightSet set() {
        return new WeightSet(code, weights());
    }

    /** What each part brings. */
    public Weights weights() {
        return switch (this) {
            case CORE_ECONOMY -> new Weights(20, 10, 15, 25, 15, 15, 10, 40);
            case NEAREST -> new Weights(20, 10, 40, 5, 5, 5, 5, 20);
            case COMPANY -> new Weights(20, 10, 10, 10, 5, 25, 30, 40);
        };
    }
}
