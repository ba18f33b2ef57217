package org.reciprocity.reporting.figure;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.reciprocity.reporting.edition.EditionTable.Contributors;
import org.reciprocity.reporting.edition.EditionTable.Side;
import org.reciprocity.reporting.figure.SmallCommunity.Exchange;
import org.reciprocity.reporting.figure.SmallCommunity.Span;
import org.reciprocity.reporting.projection.Flow;
import org.reciprocity.reporting.projection.Kind;

/** Who the hours of a place and period are of. */
final class LivedHours {
    private LivedHours() {}

    static Map<String, Map<String, Contributors>> contributors(SmallCommunity community, int programme, Span span) {
        var some = community.standing(programme, span);
        var given = new TreeMap<String, Contributors>();
        given.put("", new Contributors(givers(some), null));
        for (var kind : List.of(Kind.SERVICE, Kind.CONTRIBUTION, Kind.CODESIGN)) {
            var of = some.stream().filter(one -> one.kind() == kind).toList();
            if (!of.isEmpty()) {
                given.put(
                        "kind/" + kind.code(),
                        new Contributors(givers(of), kind == Kind.SERVICE ? receivers(of, true) : null));
            }
        }
        var figures = new TreeMap<String, Map<String, Contributors>>();
        figures.put("hours-given", given);
        if (programme < 0) {
            var services =
                    some.stream().filter(one -> one.kind() == Kind.SERVICE).toList();
            flows(given, services);
            var sessions = services.stream().filter(Exchange::isSession).toList();
            var oneToOne = services.stream().filter(one -> !one.isSession()).toList();
            given.put("in-sessions", new Contributors(givers(sessions), receivers(sessions, true)));
            figures.put(
                    "hours-received",
                    Map.of(
                            "", new Contributors(attended(services), receivers(services, false)),
                            "one-to-one", new Contributors(givers(oneToOne), receivers(oneToOne, true)),
                            "in-sessions", new Contributors(attended(sessions), receivers(sessions, false))));
        }
        given.values().removeIf(who -> who.givers() == null);
        return figures;
    }

    private static void flows(Map<String, Contributors> given, List<Exchange> services) {
        var givers = new HashMap<String, Map<Integer, Long>>();
        var receivers = new HashMap<String, Map<Integer, Long>>();
        for (var one : services) {
            for (int receiver : one.receivers()) {
                var flow = "flow/"
                        + Flow.of(
                                        one.kind(),
                                        Flow.Role.of(SmallCommunity.role(one.giver())),
                                        Flow.Role.of(SmallCommunity.role(receiver)))
                                .code();
                givers.computeIfAbsent(flow, f -> new HashMap<>()).merge(one.giver(), one.share(receiver), Long::sum);
                receivers.computeIfAbsent(flow, f -> new HashMap<>()).merge(receiver, one.share(receiver), Long::sum);
            }
        }
        givers.forEach((flow, who) -> given.put(flow, new Contributors(side(who), side(receivers.get(flow)))));
    }

    private static Side givers(List<Exchange> some) {
        return given(some, one -> one.minutes());
    }

    /** What givers gave to all that attended. */
    private static Side attended(List<Exchange> some) {
        return given(
                some,
                one -> (long) one.minutes() * (one.isSession() ? one.receivers().size() : 1));
    }

    private static Side given(List<Exchange> some, ToLongFunction<Exchange> what) {
        var minutes = new HashMap<Integer, Long>();
        some.forEach(one -> minutes.merge(one.giver(), what.applyAsLong(one), Long::sum));
        return side(minutes);
    }

    private static Side receivers(List<Exchange> some, boolean shares) {
        var minutes = new HashMap<Integer, Long>();
        for (var one : some) {
            one.receivers()
                    .forEach(receiver ->
                            minutes.merge(receiver, shares ? one.share(receiver) : (long) one.minutes(), Long::sum));
        }
        return side(minutes);
    }

    private static Side side(Map<Integer, Long> minutes) {
        var amounts =
                minutes.values().stream().sorted(Comparator.reverseOrder()).toList();
        return new Side(
                amounts.size(),
                amounts.stream().mapToLong(Long::longValue).sum(),
                amounts.isEmpty() ? 0 : amounts.getFirst(),
                amounts.size() < 2 ? 0 : amounts.get(1));
    }
}
