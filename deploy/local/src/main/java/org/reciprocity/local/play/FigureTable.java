package org.reciprocity.local.play;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.reciprocity.local.scenario.Ids;
import org.reciprocity.local.scenario.Scenario;
import org.reciprocity.local.simulation.Caller;
import org.reciprocity.local.system.Service;

/** The chief figures of a community as lines that a person reads; all of them are in the answer that they are taken from. */
final class FigureTable {
    private static final int NAME_WIDTH = 44;
    private static final int VALUE_WIDTH = 16;
    private static final Set<String> CHIEF = Set.of(
            "hours-given",
            "hours-received",
            "hours-redeemed",
            "hours-codesign",
            "exchanges",
            "reversals",
            "sessions",
            "enrolled",
            "active",
            "active-share",
            "givers-only",
            "receivers-only",
            "both-share",
            "gini-given",
            "first-gift-months",
            "ties",
            "reciprocity",
            "generalised-reciprocity",
            "isolated",
            "offers",
            "requests",
            "matches-agreed",
            "matches-fulfilled",
            "fulfilment-share",
            "days-to-match",
            "hours-unmet",
            "outstanding",
            "redemption-liability",
            "confirmed-share",
            "failure-demand",
            "leverage",
            "cell-difference",
            "measure-change",
            "beyond-cut-off",
            "service-use-change",
            "follow-up-rate",
            "costs-borne",
            "benefits-accrued",
            "prevention-share");

    private final Api api;

    FigureTable(Api api) {
        this.api = api;
    }

    static String question(UUID community, Optional<UUID> programme, String period) {
        return "/figures/table?communityId=" + community
                + programme.map(id -> "&programmeId=" + id).orElse("") + "&period=" + period;
    }

    List<String> lines(Scenario scenario) {
        var community = Ids.community(scenario.community().code());
        var steward = Caller.steward(Ids.agency(scenario.community().lead()));
        var answer = api.get(Service.REPORTING, question(community, Optional.empty(), "all"), steward);
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add(scenario.title() + ", the whole time");
        var figures = answer.json().path("figures");
        for (var figure : figures) {
            if (CHIEF.contains(figure.path("figure").asText())) {
                lines.add(line(figure));
            }
        }
        lines.add(
                "  %d figures in all: GET %s".formatted(figures.size(), question(community, Optional.empty(), "all")));
        return lines;
    }

    private static String line(JsonNode figure) {
        var name = figure.path("figure").asText();
        var value = figure.path("value");
        var text = value.isNull() || value.isMissingNode() ? "-" : value.asText();
        var unit = figure.path("unit").asText();
        var reason = figure.hasNonNull("reason") ? " (" + figure.path("reason").asText() + ")" : "";
        return "  " + padded(name, NAME_WIDTH) + " ".repeat(Math.max(0, VALUE_WIDTH - text.length())) + text + " "
                + unit + reason;
    }

    private static String padded(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }
}
