package org.reciprocity.reporting.closing;

import java.util.ArrayList;
import java.util.List;
import org.reciprocity.reporting.figure.Figure;
import org.reciprocity.reporting.projection.Kind;
import org.reciprocity.reporting.projection.Nature;

/**
 * In which figures of hours, and in which parts of them, minutes between two count, seen from one side. Each number is of participants on a
 * side altogether or not at all: who received is asked of services, not of all that was given, of which services are a part.
 *
 * <p>Of the whole community, hours received and the flows are kept too, and what connects them: outside of sessions what is given is what is
 * received. Flows part services only: two ways to part the same hours give more away than one within the other.
 *
 * @param figure the figure
 * @param part the part of it; empty for all of it
 */
record HoursParts(Figure figure, String part) {
    static final String IN_SESSIONS = "in-sessions";
    static final String ONE_TO_ONE = "one-to-one";

    /** What minutes between two count in for the one who gave them. */
    static List<HoursParts> ofGiver(Nature nature, boolean wholeCommunity) {
        var parts = new ArrayList<HoursParts>();
        var kind = nature.exchange();
        if (kind.isHours()) {
            parts.add(new HoursParts(Figure.HOURS_GIVEN, ""));
            parts.add(new HoursParts(Figure.HOURS_GIVEN, "kind/" + kind.code()));
            if (wholeCommunity && kind == Kind.SERVICE) {
                parts.addAll(ofService(nature));
            }
        }
        return parts;
    }

    /**
     * What they count in for the one who received them: at a partner, the one who spent them. The community stands for those who did not
     * receive in a session of services.
     */
    static List<HoursParts> ofReceiver(Nature nature, boolean wholeCommunity) {
        if (nature.exchange() == Kind.REDEMPTION) {
            return List.of(new HoursParts(Figure.HOURS_REDEEMED, ""));
        }
        if (nature.exchange() != Kind.SERVICE) {
            return List.of();
        }
        var parts = new ArrayList<HoursParts>();
        parts.add(new HoursParts(Figure.HOURS_GIVEN, "kind/" + Kind.SERVICE.code()));
        if (wholeCommunity) {
            parts.addAll(ofService(nature));
        }
        return parts;
    }

    private static List<HoursParts> ofService(Nature nature) {
        var flow = new HoursParts(Figure.HOURS_GIVEN, "flow/" + nature.flow().code());
        return nature.session()
                ? List.of(flow, new HoursParts(Figure.HOURS_GIVEN, IN_SESSIONS))
                : List.of(
                        flow,
                        new HoursParts(Figure.HOURS_RECEIVED, ONE_TO_ONE),
                        new HoursParts(Figure.HOURS_RECEIVED, ""));
    }

    /** What is attended of sessions counts in, on both sides. */
    static List<HoursParts> ofAttendance() {
        return List.of(new HoursParts(Figure.HOURS_RECEIVED, ""), new HoursParts(Figure.HOURS_RECEIVED, IN_SESSIONS));
    }
}
