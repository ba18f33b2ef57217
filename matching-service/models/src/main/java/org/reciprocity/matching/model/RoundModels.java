package org.reciprocity.matching.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The models there are. */
public final class RoundModels {
    /** All of them; the first is taken where nothing is said. */
    public static final List<RoundModel> ALL =
            List.of(new MinCostFlowRound(), new BalancedRound(), new CircleRound(CircleRound.Limits.USUAL));

    private RoundModels() {}

    /** The model of that name. */
    public static Optional<RoundModel> of(String code) {
        return ALL.stream().filter(model -> model.code().equals(code)).findFirst();
    }

    /** The names of all models. */
    public static String codes() {
        return ALL.stream().map(RoundModel::code).collect(Collectors.joining(", "));
    }
}
