package org.reciprocity.local.play;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import org.reciprocity.local.scenario.Scenario;
import org.reciprocity.local.simulation.Act;
import org.reciprocity.local.simulation.Caller;
import org.reciprocity.local.simulation.Desk;
import org.reciprocity.local.system.Service;

/** Does a scenario's acts through the API, many at once, and checks that each is answered as it must be. */
final class HttpDesk implements Desk {
    private static final int MOST_ON_A_SHEET = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    private final Scenario scenario;
    private final Api api;
    private final Feeds feeds;
    private final ExecutorService threads;
    private final Pace pace;

    /**
     * @param threads which make the calls
     */
    HttpDesk(Scenario scenario, Api api, Feeds feeds, ExecutorService threads, Pace pace) {
        this.scenario = scenario;
        this.api = api;
        this.feeds = feeds;
        this.threads = threads;
        this.pace = pace;
    }

    @Override
    public void together(List<Act> acts) {
        var calls = new ArrayList<Callable<Void>>();
        var sheets = new LinkedHashMap<Caller, List<Act.Exchange>>();
        for (var act : acts) {
            if (act instanceof Act.Exchange exchange && scenario.sheets().contains(exchange.kind())) {
                sheets.computeIfAbsent(exchange.caller(), caller -> new ArrayList<>())
                        .add(exchange);
            } else {
                calls.add(() -> {
                    perform(act);
                    pace.answered(1);
                    return null;
                });
            }
        }
        sheets.forEach((caller, exchanges) -> {
            for (int from = 0; from < exchanges.size(); from += MOST_ON_A_SHEET) {
                var sheet = exchanges.subList(from, Math.min(exchanges.size(), from + MOST_ON_A_SHEET));
                calls.add(() -> {
                    handIn(caller, sheet);
                    pace.answered(sheet.size());
                    return null;
                });
            }
        });
        try {
            for (var call : threads.invokeAll(calls)) {
                call.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlayException("Interrupted while playing " + scenario.name(), e);
        } catch (ExecutionException e) {
            throw new PlayException(e.getCause().getMessage(), e.getCause());
        }
    }

    private void perform(Act act) {
        var call = Calls.of(act);
        var answer = api.post(call.service(), call.path(), act.caller(), act.key(), call.body());
        switch (act) {
            case Act.Exchange exchange -> expect(exchange, heard(exchange, answer.json()));
            case Act.Confirm confirm -> expect(confirm, "settled", answer.json());
            default -> {}
        }
    }

    private void handIn(Caller caller, List<Act.Exchange> exchanges) {
        var call = Calls.sheet(exchanges);
        var key = "sheet-" + exchanges.getFirst().id();
        var answers =
                api.post(call.service(), call.path(), caller, key, call.body()).json();
        for (int i = 0; i < exchanges.size(); i++) {
            var answer = answers.path(i);
            if (!answer.has("exchange")) {
                throw new PlayException(exchanges.get(i).key() + " was refused: " + answer);
            }
            expect(exchanges.get(i), heard(exchanges.get(i), answer.path("exchange")));
        }
    }

    /** The exchange once the words have been brought that did not come with it. */
    private JsonNode heard(Act.Exchange exchange, JsonNode recorded) {
        var answer = recorded;
        for (var word : exchange.later()) {
            var call = Calls.of(word);
            answer = api.post(call.service(), call.path(), word.caller(), word.key(), call.body())
                    .json();
        }
        return answer;
    }

    private void expect(Act.Exchange exchange, JsonNode answer) {
        expect(exchange, exchange.settles() ? "settled" : "proposed", answer);
    }

    private void expect(Act act, String state, JsonNode answer) {
        var is = answer.path("state").asText();
        if (!is.equals(state)) {
            throw new PlayException(act.key() + " must be " + state + " and is " + is);
        }
        if (state.equals("settled")) {
            pace.settled();
        }
    }

    @Override
    public List<Proposal> round(Act.RunRound round) {
        feeds.awaitMatchingKnowsSoFar();
        var call = Calls.of(round);
        api.post(call.service(), call.path(), round.caller(), round.key(), call.body());
        pace.answered(1);
        var proposals = new ArrayList<Proposal>();
        for (var proposal : ended(round).path("proposals")) {
            proposals.add(new Proposal(
                    UUID.fromString(proposal.path("id").asText()),
                    UUID.fromString(proposal.path("requestId").asText()),
                    UUID.fromString(proposal.path("offerId").asText()),
                    UUID.fromString(proposal.path("giverId").asText()),
                    UUID.fromString(proposal.path("receiverId").asText()),
                    proposal.path("skill").asText(),
                    proposal.path("minutes").asInt()));
        }
        return proposals;
    }

    /** A round is a job: waits until it has ended, and answers with what it came to. */
    private JsonNode ended(Act.RunRound round) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var state = api.get(Service.MATCHING, "/rounds/" + round.id(), round.caller());
            switch (state.json().path("state").asText()) {
                case "done" -> {
                    return state.json();
                }
                case "waiting", "running" -> {
                    if (System.nanoTime() > deadline) {
                        throw new PlayException(round.key() + " did not end within " + PATIENCE.toSeconds() + " s");
                    }
                    Api.rest(BETWEEN_LOOKS);
                }
                default -> throw new PlayException(round.key() + " must be done: " + state.text());
            }
        }
    }

    @Override
    public void played(int weeks, int ofWeeks) {
        pace.played(scenario.name(), weeks);
    }
}
