package org.reciprocity.local.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reciprocity.local.scenario.Ids;
import org.reciprocity.local.scenario.Scenario;
import org.reciprocity.local.scenario.ScenarioFile;

class SimulationTest {
    private static final Path SCENARIOS =
            Path.of(System.getProperty("reciprocity.root"), "deploy", "local", "scenarios");

    private static Scenario scenario(String name) {
        return ScenarioFile.read(SCENARIOS.resolve(name + ".yaml"));
    }

    private record Played(Simulation.Expectation expectation, NaiveDesk desk) {
        List<Act.Exchange> exchanges() {
            return desk.acts.stream()
                    .filter(Act.Exchange.class::isInstance)
                    .map(Act.Exchange.class::cast)
                    .toList();
        }

        long count(Class<? extends Act> kind) {
            return desk.acts.stream().filter(kind::isInstance).count();
        }
    }

    private static Played play(String name, long orderSeed) {
        var scenario = scenario(name);
        var desk = new NaiveDesk(scenario, orderSeed);
        var simulation = new Simulation(scenario, desk);
        simulation.found();
        return new Played(simulation.play(), desk);
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "taff", "rushey-green", "learning-to-lead"})
    void playsTheSameEveryTimeWhateverTheOrderOfWhatIsDoneTogether(String name) {
        var once = play(name, 1);
        var again = play(name, 2);

        for (int i = 0; i < Math.min(once.desk.acts.size(), again.desk.acts.size()); i++) {
            assertEquals(once.desk.acts.get(i), again.desk.acts.get(i));
        }
        assertEquals(once.desk.acts.size(), again.desk.acts.size());
        assertEquals(once.expectation, again.expectation);
        assertEquals(once.desk.balances, again.desk.balances);
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "taff", "rushey-green", "learning-to-lead"})
    void itsBookIsTheLedgersAndSumsToZero(String name) {
        var played = play(name, 3);
        var moved = new HashMap<>(played.desk.balances);
        var book = new HashMap<>(played.expectation.balances());

        assertEquals(0, book.values().stream().mapToLong(Long::longValue).sum());
        moved.values().removeIf(minutes -> minutes == 0);
        book.values().removeIf(minutes -> minutes == 0);
        assertEquals(moved, book);
        assertEquals(played.desk.states, played.expectation.exchanges());
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "taff", "rushey-green", "learning-to-lead"})
    void everythingHappenedInThePastAndInItsOwnYear(String name) {
        var scenario = scenario(name);
        var from = scenario.from().atStartOfDay(scenario.community().timeZone()).toInstant();
        var until = scenario.from()
                .plusWeeks(scenario.weeks() + 5L)
                .atStartOfDay(scenario.community().timeZone())
                .toInstant();

        assertTrue(until.isBefore(Instant.now()));
        for (var exchange : play(name, 1).exchanges()) {
            assertFalse(exchange.occurredAt().isBefore(from), exchange::toString);
            assertTrue(exchange.occurredAt().isBefore(until), exchange::toString);
        }
    }

    @Test
    void theThreeProgrammesAreOfTheSizeTheFieldKnows() {
        var taff = play("taff", 1);
        var rushey = play("rushey-green", 1);
        var school = play("learning-to-lead", 1);

        assertEquals(200, people(taff, "officers"));
        assertEquals(210, people(rushey, "practice-staff"));
        assertEquals(900, people(school, "teachers"));
        int exchanges = taff.exchanges().size()
                + rushey.exchanges().size()
                + school.exchanges().size();
        assertTrue(exchanges > 8_000 && exchanges < 12_000, "exchanges: " + exchanges);
        assertTrue(taff.expectation.agreed() > 20, () -> "agreed: " + taff.expectation.agreed());
        assertTrue(rushey.expectation.fulfilled() > 60, () -> "fulfilled: " + rushey.expectation.fulfilled());
        assertEquals(26, rushey.desk.rounds);
    }

    private static long people(Played played, String except) {
        return played.desk.acts.stream()
                .filter(Act.RegisterParticipant.class::isInstance)
                .map(Act.RegisterParticipant.class::cast)
                .filter(person -> !person.externalRef().startsWith(except))
                .count();
    }

    @Test
    void aTeamsWeekIsOneExchangeWithALegForEachPupil() {
        var sessions = play("learning-to-lead", 1).exchanges().stream()
                .filter(exchange -> exchange.kind().equals("contribution"))
                .toList();
        var from = Instant.parse("2023-09-04T00:00:00Z");
        var weeks = sessions.stream()
                .map(exchange -> ChronoUnit.DAYS.between(from, exchange.occurredAt()) / 7)
                .distinct()
                .count();

        assertTrue(
                sessions.size() > 2_300 && sessions.size() <= 60 * 39,
                () -> "sessions of 60 teams: " + sessions.size());
        assertEquals(39, weeks);
        assertTrue(sessions.stream()
                .allMatch(session ->
                        session.legs().size() <= 15 && session.legs().stream().allMatch(leg -> leg.minutes() == 60)));
    }

    @Test
    void peopleAreOfManyKinds() {
        var rushey = play("rushey-green", 1);
        Map<UUID, Set<UUID>> given = new HashMap<>();
        Map<UUID, Set<UUID>> received = new HashMap<>();
        for (var exchange : rushey.exchanges()) {
            if (exchange.kind().equals("service")) {
                for (var leg : exchange.legs()) {
                    var receiver = leg.receiver().orElseThrow();
                    given.computeIfAbsent(leg.provider(), p -> new HashSet<>()).add(receiver);
                    received.computeIfAbsent(receiver, p -> new HashSet<>()).add(leg.provider());
                }
            }
        }
        var both = new HashSet<>(given.keySet());
        both.retainAll(received.keySet());
        var receiversOnly = new HashSet<>(received.keySet());
        receiversOnly.removeAll(given.keySet());
        var fewTies = both.stream()
                .filter(person ->
                        given.get(person).size() + received.get(person).size() <= 4)
                .collect(Collectors.toSet());

        assertTrue(both.size() > 50, "both: " + both.size());
        assertTrue(receiversOnly.size() >= 5, "receivers only: " + receiversOnly.size());
        assertFalse(fewTies.isEmpty());
        assertTrue(given.values().stream().anyMatch(partners -> partners.size() > 15));
        assertTrue(given.size() < 200);
    }

    @Test
    void theYearHasItsCorrections() {
        var small = play("small", 1);

        assertTrue(small.count(Act.Confirm.class) > 0);
        assertTrue(small.count(Act.Cancel.class) > 0);
        assertTrue(small.count(Act.Reverse.class) > 0);
        assertTrue(small.count(Act.Accept.class) > 0);
        assertTrue(small.count(Act.Decline.class) > 0);
        assertTrue(
                small.exchanges().stream().anyMatch(exchange -> exchange.match().isPresent()));
        assertEquals(
                small.count(Act.Reverse.class),
                small.expectation.exchanges().values().stream()
                        .filter("reversed"::equals)
                        .count());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "asthma-class",
                "birmingham",
                "cab-rota",
                "camden",
                "elderplan",
                "expert-patient",
                "jefferson-teen-court",
                "keyring",
                "lehigh-valley",
                "nurse-family",
                "preston-peer-panels",
                "shared-lives",
                "youth-court"
            })
    void everyProgrammeOfTheFieldPlaysAndKeepsItsLimits(String name) {
        var once = play(name, 1);
        var again = play(name, 2);

        assertEquals(once.desk.acts, again.desk.acts);
        assertTrue(once.expectation.settled() > 15, () -> "settled: " + once.expectation.settled());
        assertEquals(
                0,
                once.expectation.balances().values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
    }

    @Test
    void usesAreDealtAndFollowUpsChosenSoThatTheirNumbersAreExact() {
        var patients = play("expert-patient", 1);
        var visits = patients.desk.acts.stream()
                .filter(Act.ServiceUse.class::isInstance)
                .map(Act.ServiceUse.class::cast)
                .filter(use -> use.type().equals("gp-visit"))
                .toList();
        var confident = patients.desk.acts.stream()
                .filter(Act.FollowUp.class::isInstance)
                .map(Act.FollowUp.class::cast)
                .filter(followUp -> followUp.event().equals("more-confident"))
                .toList();

        assertEquals(100, visits.size());
        assertEquals(300, visits.stream().mapToInt(Act.ServiceUse::before).sum());
        assertEquals(279, visits.stream().mapToInt(Act.ServiceUse::after).sum());
        assertTrue(visits.stream().mapToInt(Act.ServiceUse::before).distinct().count() > 3);
        assertEquals(
                45,
                confident.stream()
                        .filter(followUp -> followUp.came().yes() == 1)
                        .count());
        assertEquals(
                100, confident.stream().map(Act.FollowUp::subject).distinct().count());
    }

    @Test
    void recordsNameIdsWhereTheirFileNamesCodes() {
        var parents = play("birmingham", 1);
        var scenario = scenario("birmingham");
        var appraisal = parents.desk.acts.stream()
                .filter(Act.Entry.class::isInstance)
                .map(Act.Entry.class::cast)
                .filter(entry -> entry.address().equals("appraisals"))
                .findFirst()
                .orElseThrow();

        assertEquals(scenario.recordId("appraisals", "total-place"), appraisal.id());
        assertEquals(
                Ids.agency("birmingham-council").toString(), appraisal.body().get("payerId"));
        assertEquals(
                Ids.programme("birmingham", "parenting").toString(),
                appraisal.body().get("programmeId"));
        assertTrue(appraisal
                .body()
                .get("benefits")
                .toString()
                .contains(scenario.recordId("unit-costs", "family-supported").toString()));
    }

    @Test
    void aSentenceCreatesAnOfferOfJuryDutyThatHearingsUse() {
        var court = play("youth-court", 1);

        assertEquals(28, court.count(Act.ReferCase.class));
        assertEquals(28, court.count(Act.AgreeCase.class));
        assertTrue(court.desk.acts.stream()
                .filter(Act.ReferCase.class::isInstance)
                .map(act -> ((Act.ReferCase) act).referredOn().getYear())
                .allMatch(year -> year == 2024 || year == 2025));
        var duties = court.exchanges().stream()
                .filter(exchange -> exchange.caseFile().isPresent())
                .toList();
        assertTrue(duties.size() > 10, () -> "duty served: " + duties.size());
        assertTrue(duties.stream()
                .allMatch(exchange -> exchange.match().isPresent()
                        && exchange.skill().orElseThrow().equals("jury-duty")));
        var completed = court.expectation.cases().values().stream()
                .filter("completed"::equals)
                .count();
        assertEquals(court.count(Act.CompleteCase.class), completed);
        assertTrue(completed > 0, () -> "completed: " + completed);
    }

    @Test
    void aNetworkOfNineAndACircleOfThreeNameTheirModels() {
        assertEquals(List.of("balanced-round"), models(play("keyring", 1)));
        var circle = play("circle-of-three", 1);
        assertEquals(List.of("circles"), models(circle));
        assertTrue(circle.expectation.fulfilled() >= 3, () -> "fulfilled: " + circle.expectation.fulfilled());
    }

    private static List<String> models(Played played) {
        return played.desk.acts.stream()
                .filter(Act.RunRound.class::isInstance)
                .map(Act.RunRound.class::cast)
                .map(round -> round.model().orElse(""))
                .distinct()
                .toList();
    }
}
