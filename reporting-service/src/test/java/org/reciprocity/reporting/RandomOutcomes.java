package org.reciprocity.reporting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** What programmes record beside hours, at random. */
final class RandomOutcomes {
    private static final List<String> ARMS = List.of("participants", "comparison");

    private final Random random;
    private final Map<UUID, List<UUID>> recorded = new HashMap<>(); // by programme: a case is never in two of them

    RandomOutcomes(Random random) {
        this.random = random;
    }

    /** Something that a programme records about a person, or about its money. */
    TestLog.Entry event(UUID community, UUID programme, UUID person, UUID id) {
        var recordedThere = recorded.computeIfAbsent(programme, none -> new ArrayList<>());
        recordedThere.add(id);
        return switch (random.nextInt(12)) {
            case 0 ->
                entry("follow-up-recorded", community, programme, """
                    {"followUp":"%s","participant":"%s","arm":"%s","windowMonths":12,"event":"re-offended","outcome":"%s","observedOn":"2026-01-%02d"}""".formatted(
                                id, person, any(ARMS), any(List.of("yes", "no", "lost")), 1 + random.nextInt(28)));
            case 1 ->
                entry("follow-up-recorded", community, programme, """
                    {"followUp":"%s","group":{"yes":%d,"no":%d,"lost":3},"arm":"comparison","windowMonths":12,"event":"re-offended","observedOn":"2026-02-01"}""".formatted(
                                id, random.nextInt(20), random.nextInt(20)));
            case 2 ->
                entry("service-use-recorded", community, programme, """
                    {"serviceUse":"%s","participant":"%s","type":"gp-visit","arm":"%s","before":{"count":%d,"days":182},"after":{"count":%d,"days":182}}""".formatted(
                                id, person, any(ARMS), random.nextInt(9), random.nextInt(9)));
            case 3 ->
                entry("cost-borne", community, programme, """
                    {"cost":"%s","agency":"%s","year":2025,"amount":%d,"currency":"GBP","priceYear":2025,"inKind":false,"preventive":%b,"grade":2}""".formatted(
                                id, RandomStory.agency(), 1 + random.nextInt(900_000), random.nextBoolean()));
            case 4 ->
                entry("benefit-accrued", community, programme, """
                    {"benefit":"%s","agency":"%s","year":2025,"amount":%d,"currency":"GBP","priceYear":2025,"cashable":%b,"grade":3}""".formatted(
                                id, RandomStory.agency(), 1 + random.nextInt(900_000), random.nextBoolean()));
            case 5 ->
                entry("unit-cost-published", community, community, """
                    {"unitCost":"%s","code":"gp-visit","title":"Visit","year":2025,"currency":"GBP","amount":%d,"source":"List","inclusions":["staff"],"payer":"%s","grade":2}""".formatted(
                                id, 1 + random.nextInt(9_000), RandomStory.agency()));
            case 6 -> entry("deflator-published", community, community, """
                    {"deflator":"%s","currency":"GBP","year":2025,"index":%d.5,"source":"Series"}""".formatted(id, 90 + random.nextInt(20)));
            case 7 -> entry("claim-registered", community, community, """
                    {"claim":"%s","code":"CLAIM","title":"So many","stated":6,"unit":"hours","formula":"a * 3","inputs":[{"name":"a","value":2.0,"source":"Page"}],"source":"Page","flags":["once"]}""".formatted(id));
            case 8 -> entry("case-referred", community, programme, """
                    {"case":"%s","agency":"%s","participant":"%s","reason":"youth-court","couldGive":["jury-duty"]}""".formatted(id, RandomStory.agency(), person));
            case 9 ->
                entry("case-agreed", community, programme, """
                    {"case":"%s","participant":"%s","dutyMinutes":%d,"training":[],"peopleHarmed":%d}""".formatted(
                                any(recordedThere), person, random.nextInt(600), random.nextInt(4)));
            case 10 ->
                entry("case-support-recorded", community, programme, """
                    {"case":"%s","participant":"%s","from":"2026-01-01","to":"2026-01-28","unit":"week","quantity":4,"unitCost":{"currency":"GBP","pence":50500},"counterfactualUnitCost":{"currency":"GBP","pence":%d}}""".formatted(
                                any(recordedThere), person, 100_000 + random.nextInt(99_999)));
            default -> entry("outcome-withdrawn", community, programme, """
                    {"outcome":"%s","of":"follow-up","reason":"entered-in-error"}""".formatted(any(recordedThere)));
        };
    }

    private <T> T any(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    private static TestLog.Entry entry(String type, UUID community, UUID key, String body) {
        return TestLog.Entry.of(TestLog.OUTCOMES, type + ".v1", community, key, body);
    }
}
