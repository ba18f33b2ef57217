package org.reciprocity.local.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.local.scenario.Ids;
import org.reciprocity.local.scenario.Scenario;

/** What all parts of a simulated year share: the scenario, its people and ids, the book and the batch being gathered. */
final class Year {
    private static final int FLOOR = -600;
    private static final int CEILING = 6000;
    private static final int LONGEST_LEG = 600;

    private final Scenario scenario;
    private final People people;
    private final Calendar calendar;
    private final Book book;
    private final Batch batch;
    private final UUID community;
    private final UUID lead;
    private final Map<UUID, Boolean> earnsCredit = new HashMap<>();
    private final Map<String, UUID> deliveredBy = new HashMap<>();

    Year(Scenario scenario, Desk desk) {
        this.scenario = scenario;
        this.people = new People(scenario);
        this.calendar = new Calendar(scenario);
        this.community = Ids.community(scenario.community().code());
        this.lead = Ids.agency(scenario.community().lead());
        this.book = new Book(this::limits);
        this.batch = new Batch(book, desk);
        scenario.programmes().forEach(programme -> {
            earnsCredit.put(programme(programme.code()), programme.earnsCredit());
            deliveredBy.put(programme.code(), Ids.agency(programme.agency()));
        });
    }

    private Book.Limits limits(Account account) {
        var rules = scenario.community();
        return switch (account.kind()) {
            case "participant" ->
                new Book.Limits(
                        rules.policy("participantFloorMinutes", FLOOR),
                        rules.policy("participantCeilingMinutes", CEILING));
            case "pot" -> new Book.Limits(rules.policy("potFloorMinutes", 0), Long.MAX_VALUE);
            case "agency" -> new Book.Limits(rules.policy("agencyFloorMinutes", 0), Long.MAX_VALUE);
            default -> Book.Limits.none();
        };
    }

    Scenario scenario() {
        return scenario;
    }

    People people() {
        return people;
    }

    Calendar calendar() {
        return calendar;
    }

    Book book() {
        return book;
    }

    Batch batch() {
        return batch;
    }

    UUID community() {
        return community;
    }

    /** The lead agency's broker. */
    Caller broker() {
        return Caller.broker(lead);
    }

    /** The lead agency's steward. */
    Caller steward() {
        return Caller.steward(lead);
    }

    UUID lead() {
        return lead;
    }

    int longestLeg() {
        return scenario.community().policy("maxLegMinutes", LONGEST_LEG);
    }

    UUID programme(String code) {
        return Ids.programme(scenario.community().code(), code);
    }

    Optional<UUID> programmeIfAny(String code) {
        return Optional.ofNullable(code).map(this::programme);
    }

    boolean earnsCredit(Optional<UUID> programme) {
        return programme.map(earnsCredit::get).orElse(true);
    }

    /** Whether an agency may bring somebody's word: it leads, or one of its programmes has that person. */
    boolean sees(UUID agency, UUID person) {
        return agency.equals(lead)
                || people.of(person).group().enrolments().stream()
                        .anyMatch(enrolment -> agency.equals(deliveredBy.get(enrolment.programme())));
    }

    Chance chance(Object... purpose) {
        return Chance.of(scenario.seed(), purpose);
    }

    /** An id that is the same in every run. */
    UUID id(String kind, Object... names) {
        var text = new StringBuilder(scenario.name());
        for (var name : names) {
            text.append('/').append(name);
        }
        return Ids.of(kind, text.toString());
    }

    /** The agency's account, or the pot's. */
    Account accountOf(String agencyOrPot) {
        return Scenario.POT.equals(agencyOrPot)
                ? new Account("pot", community)
                : new Account("agency", Ids.agency(agencyOrPot));
    }

    /** The agency's id, or the community's for its pot. */
    UUID partyOf(String agencyOrPot) {
        return Scenario.POT.equals(agencyOrPot) ? community : Ids.agency(agencyOrPot);
    }
}
