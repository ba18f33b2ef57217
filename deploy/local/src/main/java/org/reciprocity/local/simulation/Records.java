package org.reciprocity.local.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.reciprocity.local.scenario.Ids;
import org.reciprocity.local.scenario.Scenario;

/** What agencies record besides what people do: prices, contracts, costs, benefits, appraisals and claims. */
final class Records {
    /** Each may name what stands before it. */
    private static final List<String> IN_ORDER =
            List.of("instruments", "unit-costs", "deflators", "contracts", "costs", "benefits", "appraisals", "claims");

    /** Long enough for whatever day the scenario is played on. */
    private static final int CLEARED_FOR_YEARS = 60;

    private final Year year;

    Records(Year year) {
        this.year = year;
    }

    /** The instruments, which are needed before anything is measured with them, and the clearances. */
    void begin() {
        play("instruments");
        int number = 0;
        for (var clearance : year.scenario().clearances()) {
            for (var person : year.people().in(clearance.of())) {
                clear(clearance, year.id("clearance", number, person.id()), person);
            }
            number++;
        }
        year.batch().flush();
    }

    private void clear(Scenario.Clearance clearance, UUID id, Person person) {
        var body = new LinkedHashMap<String, Object>();
        body.put("id", id.toString());
        body.put("participantId", person.id().toString());
        body.put("role", clearance.role());
        body.put("setting", clearance.setting());
        body.put("outcome", "cleared");
        body.put("decidedOn", year.calendar().date(0).toString());
        body.put(
                "expiresOn",
                year.calendar().date(0).plusYears(CLEARED_FOR_YEARS).toString());
        year.batch().add(new Act.Entry(year.broker(), id, "clearances", body));
    }

    /** All the rest. */
    void end() {
        IN_ORDER.stream().skip(1).forEach(this::play);
    }

    private void play(String address) {
        int number = 0;
        for (var record : year.scenario().records().getOrDefault(address, List.of())) {
            var id = id(address, String.valueOf(record.body().getOrDefault("code", number)));
            var body = new LinkedHashMap<String, Object>();
            body.put("id", id.toString());
            record.body().forEach((field, value) -> body.put(field, inWords(field, value)));
            if (!body.containsKey("programmeId")) {
                body.putIfAbsent("communityId", year.community().toString());
            }
            year.batch().add(new Act.Entry(Caller.steward(Ids.agency(record.by())), id, address, body));
            number++;
        }
        year.batch().flush();
    }

    private UUID id(String address, String code) {
        return year.scenario().recordId(address, code);
    }

    /** With the ids in place of the codes, however deep they stand. */
    private Object inWords(String field, Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                var words = new LinkedHashMap<String, Object>();
                map.forEach((key, inner) -> words.put(String.valueOf(key), inWords(String.valueOf(key), inner)));
                yield words;
            }
            case List<?> list -> list.stream().map(item -> inWords(field, item)).toList();
            case String code -> idOf(field, code);
            default -> value;
        };
    }

    private String idOf(String field, String code) {
        return switch (field) {
            case "programmeId", "programmeIds" -> year.programme(code).toString();
            case "agencyId", "agencyIds", "payerId", "commissionerId", "providerId", "providerIds" ->
                Ids.agency(code).toString();
            case "unitCostId" -> id("unit-costs", code).toString();
            default -> code;
        };
    }
}
