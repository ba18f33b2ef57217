package org.reciprocity.local.play;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.reciprocity.local.scenario.Ids;
import org.reciprocity.local.scenario.Scenario;
import org.reciprocity.local.simulation.Account;
import org.reciprocity.local.simulation.Caller;
import org.reciprocity.local.simulation.Simulation;
import org.reciprocity.local.system.Service;
import org.reciprocity.local.system.Terminal;

/**
 * Holds what the services answer against what must have come of the scenarios: every exchange in its state, every balance
 * as in the naive book, the ledger's invariants, the reporting service's balances; then rebuilds the figures from the first
 * offset of the log and compares them with those before.
 */
public final class Proof {
    private final Api api;
    private final Feeds feeds;
    private final Terminal terminal;
    private final List<String> differences = new ArrayList<>();

    Proof(Api api, Feeds feeds, Terminal terminal) {
        this.api = api;
        this.feeds = feeds;
        this.terminal = terminal;
    }

    /**
     * What was found.
     *
     * @param exchanges exchanges that settled, those reversed since among them
     * @param matches matches that an exchange fulfilled
     * @param outcomes measures, service uses and follow-ups
     * @param events events of both logs
     * @param digest of the figures and balances as they were followed
     * @param rebuildDigest of those rebuilt
     * @param differences what does not agree; nothing else is wrong when it is empty
     */
    public record Result(
            int exchanges,
            int matches,
            int outcomes,
            long events,
            String digest,
            String rebuildDigest,
            boolean invariantsHold,
            List<String> differences) {

        /** Whether all agrees. */
        public boolean agrees() {
            return differences.isEmpty();
        }

        String json(ObjectMapper json) {
            return json.createObjectNode()
                    .put("exchanges", exchanges)
                    .put("matches", matches)
                    .put("outcomes", outcomes)
                    .put("events", events)
                    .put("digest", digest)
                    .put("rebuildDigest", rebuildDigest)
                    .put("invariants", invariantsHold ? "hold" : "broken")
                    .toString();
        }
    }

    Result of(List<Simulation.Expectation> expectations) {
        return of(expectations, () -> figures(expectations));
    }

    /** The same by the digest alone, which is over every figure too: without asking each question before and after. */
    Result byDigest(List<Simulation.Expectation> expectations) {
        return of(expectations, Map::of);
    }

    private Result of(List<Simulation.Expectation> expectations, Supplier<Map<String, String>> figures) {
        terminal.step("Waiting until everything is in the figures", () -> {
            feeds.awaitReportingKnowsAll();
            return null;
        });
        long events = feeds.sequence(Service.LEDGER) + feeds.sequence(Service.MATCHING);
        boolean invariantsHold = terminal.step("Holding the books against each other", () -> checkBooks(expectations));
        var before = figures.get();
        var digest = digest();
        var generation =
                terminal.step("Rebuilding the figures from the first offset of the log", new Rebuilds(api)::untilLive);
        var rebuiltDigest = digest();
        if (!generation.equals(rebuiltDigest.path("generation").asText())) {
            differences.add("the live generation is " + rebuiltDigest.path("generation") + " and not the rebuilt "
                    + generation);
        }
        same(
                "the digest",
                digest.path("digest").asText(),
                rebuiltDigest.path("digest").asText());
        var after = figures.get();
        before.forEach((question, answer) -> same("GET reporting " + question, answer, after.get(question)));
        return new Result(
                expectations.stream().mapToInt(Simulation.Expectation::settled).sum(),
                expectations.stream()
                        .mapToInt(Simulation.Expectation::fulfilled)
                        .sum(),
                expectations.stream().mapToInt(Simulation.Expectation::outcomes).sum(),
                events,
                digest.path("digest").asText(),
                rebuiltDigest.path("digest").asText(),
                invariantsHold,
                List.copyOf(differences));
    }

    private boolean checkBooks(List<Simulation.Expectation> expectations) {
        boolean holds = true;
        for (var expectation : expectations) {
            holds &= invariantsHold(expectation);
            checkExchanges(expectation);
            checkMatches(expectation);
            checkCases(expectation);
            checkBalances(expectation);
        }
        return holds && differences.isEmpty();
    }

    private boolean invariantsHold(Simulation.Expectation expectation) {
        var answer = api.get(
                Service.LEDGER,
                "/communities/" + expectation.community() + "/invariants",
                steward(expectation.scenario()));
        boolean holds = answer.json().path("holds").asBoolean(false);
        if (!holds) {
            differences.add("the ledger's invariants do not hold: " + answer.text());
        }
        return holds;
    }

    private void checkExchanges(Simulation.Expectation expectation) {
        var states = new HashMap<UUID, String>();
        for (var exchange : api.all(
                Service.LEDGER,
                "/exchanges?limit=500&communityId=" + expectation.community(),
                steward(expectation.scenario()))) {
            states.put(
                    UUID.fromString(exchange.path("id").asText()),
                    exchange.path("state").asText());
        }
        compare(expectation.scenario().name() + ": exchange ", expectation.exchanges(), states);
    }

    private void checkMatches(Simulation.Expectation expectation) {
        int fulfilled = api.all(
                        Service.MATCHING,
                        "/proposals?limit=500&state=fulfilled&communityId=" + expectation.community(),
                        Caller.broker(lead(expectation.scenario())))
                .size();
        same(expectation.scenario().name() + ": matches fulfilled", expectation.fulfilled(), fulfilled);
    }

    private void checkCases(Simulation.Expectation expectation) {
        var states = new HashMap<UUID, String>();
        for (var file : api.all(
                Service.LEDGER,
                "/cases?limit=500&communityId=" + expectation.community(),
                steward(expectation.scenario()))) {
            states.put(
                    UUID.fromString(file.path("id").asText()),
                    file.path("state").asText());
        }
        compare(expectation.scenario().name() + ": case ", expectation.cases(), states);
    }

    /** The naive book, the ledger's accounts and what reporting folded from the log. */
    private void checkBalances(Simulation.Expectation expectation) {
        var name = expectation.scenario().name();
        var book = new TreeMap<String, Long>();
        expectation.balances().forEach((account, minutes) -> putUnlessZero(book, key(account), minutes));
        var ledger = new TreeMap<String, Long>();
        var byAccount = new TreeMap<String, Long>();
        for (var account : api.all(
                Service.LEDGER,
                "/accounts?limit=500&communityId=" + expectation.community(),
                steward(expectation.scenario()))) {
            long minutes = account.path("balanceMinutes").asLong();
            putUnlessZero(
                    ledger,
                    account.path("kind").asText() + " "
                            + account.path("ownerId").asText(),
                    minutes);
            putUnlessZero(byAccount, account.path("id").asText(), minutes);
        }
        compare(name + ": the ledger's balance of ", book, ledger);
        var reporting = new TreeMap<String, Long>();
        for (var account : api.all(
                Service.REPORTING,
                "/balances?limit=500&communityId=" + expectation.community(),
                steward(expectation.scenario()))) {
            putUnlessZero(
                    reporting,
                    account.path("accountId").asText(),
                    account.path("balanceMinutes").asLong());
        }
        compare(name + ": the reporting service's balance of account ", byAccount, reporting);
    }

    private static String key(Account account) {
        return account.kind() + " " + account.owner();
    }

    private static void putUnlessZero(Map<String, Long> balances, String key, long minutes) {
        if (minutes != 0) {
            balances.put(key, minutes);
        }
    }

    private JsonNode digest() {
        return api.get(Service.REPORTING, "/digest", Caller.OPERATOR).json();
    }

    /** Every question about the figures and its answer, apart from {@code asOf}. */
    private Map<String, String> figures(List<Simulation.Expectation> expectations) {
        var answers = new TreeMap<String, String>();
        for (var expectation : expectations) {
            var scenario = expectation.scenario();
            var programmes = new ArrayList<Optional<UUID>>();
            programmes.add(Optional.empty());
            scenario.programmes()
                    .forEach(programme -> programmes.add(
                            Optional.of(Ids.programme(scenario.community().code(), programme.code()))));
            for (var programme : programmes) {
                for (var period : periods(scenario)) {
                    var question = FigureTable.question(expectation.community(), programme, period);
                    answers.put(
                            question,
                            withoutAsOf(api.get(Service.REPORTING, question, steward(scenario))
                                    .json()));
                }
            }
        }
        return answers;
    }

    static String withoutAsOf(JsonNode answer) {
        switch (answer) {
            case ObjectNode object -> {
                object.remove("asOf");
                object.forEach(Proof::withoutAsOf);
            }
            default -> answer.forEach(Proof::withoutAsOf);
        }
        return answer.toString();
    }

    /** All, and each year (from 1 April), quarter and month that the scenario touches. */
    private static List<String> periods(Scenario scenario) {
        var periods = new LinkedHashSet<String>();
        periods.add("all");
        for (int week = 0; week < scenario.weeks(); week++) {
            LocalDate date = scenario.from().plusWeeks(week);
            periods.add(String.valueOf(date.minusMonths(3).getYear()));
            periods.add(date.getYear() + "-Q" + (date.getMonthValue() + 2) / 3);
            periods.add("%d-%02d".formatted(date.getYear(), date.getMonthValue()));
        }
        return List.copyOf(periods);
    }

    private <K extends Comparable<K>, V> void compare(String what, Map<K, V> expected, Map<K, V> found) {
        var keys = new TreeSet<>(expected.keySet());
        keys.addAll(found.keySet());
        for (var key : keys) {
            same(what + key, expected.get(key), found.get(key));
        }
    }

    private void same(String what, Object expected, Object found) {
        if (!Objects.equals(expected, found)) {
            differences.add(what + " must be " + expected + " and is " + found);
        }
    }

    private static UUID lead(Scenario scenario) {
        return Ids.agency(scenario.community().lead());
    }

    private static Caller steward(Scenario scenario) {
        return Caller.steward(lead(scenario));
    }
}
