package org.reciprocity.reporting.figure;

import java.util.Set;

/** What the figures are: the three by three of design and delivery. */
final class CellsDefinitions {
    static final Definition CELL_DIFFERENCE = new Definition(
            "Design and delivery: declared and observed",
            "Programmes of which the observed cell of the three by three of design and delivery is not the declared one; cells, names, hours and flags stand in the parts.",
            "count(observed cell <> declared cell)",
            Unit.PROGRAMMES,
            Set.of(Source.CELLS, Source.PEOPLE),
            "Observed is what was recorded: design that nobody recorded as codesign is not seen.",
            "design-by-users");

    static final Definition DESIGN_BY_USERS = new Definition(
            "Users' share of design",
            "The share of codesign minutes that others than professionals gave: under 10% design by professionals, over 90% by users, else by both.",
            "codesign minutes given by users / codesign minutes",
            Unit.RATIO,
            Set.of(Source.HOURS),
            "",
            "delivery-by-users");

    static final Definition DELIVERY_BY_USERS = new Definition(
            "Users' share of delivery",
            "The share of service and contribution minutes that others than professionals gave: under 10% delivery by professionals, over 90% by users, else by both.",
            "service and contribution minutes given by users / service and contribution minutes",
            Unit.RATIO,
            Set.of(Source.HOURS),
            "",
            "design-by-users");

    private CellsDefinitions() {}
}
