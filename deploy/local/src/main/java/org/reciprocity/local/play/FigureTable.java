package org.reciprocity.local.play;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.local.scenario.Ids;
import org.reciprocity.local.scenario.Scenario;
import org.reciprocity.local.simulation.Caller;
import org.reciprocity.local.system.Service;

/** A community's figures as lines that a person reads. */
final class FigureTable {
    private static final int NAME_WIDTH = 44;
    private static final int VALUE_WIDTH = 16;

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
        for (var figure : answer.json().path("figures")) {
            lines.add(line(figure));
        }
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
