package org.reciprocity.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reciprocity.ledger.exchange.ProposalRuns;
import org.reciprocity.ledger.security.Caller;

/** Proposals of all kinds, good and bad, come to the same in one transaction as one after the other. */
@LedgerTest
class BatchEquivalenceTest {
    private static final int ROUNDS = 40;

    /** So many at most, until everything was seen that is to come of it, which is a matter of chance. */
    private static final int MOST_ROUNDS = 200;

    private static final List<String> WANTED = List.of(
            "\"settled\"",
            "\"proposed\"",
            "/problems/insufficient-credit",
            "/problems/ceiling-reached",
            "/problems/id-in-use",
            "/problems/external-ref-in-use",
            "/problems/not-found",
            "/problems/in-the-future",
            "/problems/leg-too-long",
            "/problems/same-party",
            "/problems/confirmed-twice");

    @Inject
    Pool pool;

    @Test
    void comesToTheSameInOneTransactionAsOneByOne() {
        var town = Town.founded("""
                {"participantFloorMinutes":-120,"participantCeilingMinutes":200,"potFloorMinutes":-90,"maxLegMinutes":100}
                """);
        var people = IntStream.range(0, 5).mapToObj(i -> town.participant()).toList();
        var programmes = List.of(town.programme(), town.programme(town.leadToken, false));
        var seen = new ArrayList<String>();
        for (int round = 0;
                round < ROUNDS || (round < MOST_ROUNDS && !unseen(seen).isEmpty());
                round++) {
            long seed = new Random().nextLong();
            var chance = new Chance(new Random(seed), town, people, programmes);
            var bodies = IntStream.range(0, 1 + chance.random.nextInt(60))
                    .mapToObj(i -> chance.proposal())
                    .toList();
            var callers = bodies.stream().map(body -> chance.caller()).toList();

            var one = ProposalRuns.oneByOne(pool, town.community, callers, bodies);
            var all = ProposalRuns.together(pool, town.community, callers, bodies);

            assertEquals(one.answers(), all.answers(), "seed " + seed);
            assertEquals(one.events(), all.events(), "seed " + seed);
            assertEquals(one.book(), all.book(), "seed " + seed);
            seen.addAll(all.answers());
        }
        assertEquals(List.of(), unseen(seen), "never seen");
    }

    private static List<String> unseen(List<String> seen) {
        return WANTED.stream()
                .filter(what -> seen.stream().noneMatch(answer -> answer.contains(what)))
                .toList();
    }

    /** Makes proposals by chance: few people and few ids, so that they are in each other's way. */
    private static final class Chance {
        private final Random random;
        private final Town town;
        private final List<UUID> people;
        private final List<UUID> programmes;
        private final List<UUID> ids;

        Chance(Random random, Town town, List<UUID> people, List<UUID> programmes) {
            this.random = random;
            this.town = town;
            this.people = people;
            this.programmes = programmes;
            this.ids = IntStream.range(0, 40).mapToObj(i -> UUID.randomUUID()).toList();
        }

        Caller caller() {
            return switch (random.nextInt(12)) {
                case 0 -> new Caller("partner", town.partner, Set.of("agency", "broker"));
                case 1 -> new Caller("stranger", new UUID(7, 7), Set.of("agency", "broker"));
                case 2 -> new Caller("lead", town.lead, Set.of("agency"));
                default -> new Caller("lead", town.lead, Set.of("agency", "broker", "steward"));
            };
        }

        String proposal() {
            var kind = pick(List.of(
                    "service", "service", "service", "service", "contribution", "redemption", "grant", "issuance"));
            var legs = new ArrayList<String>();
            var parties = new ArrayList<UUID>();
            for (int i = 0; i <= random.nextInt(3) / 2; i++) {
                var provider =
                        switch (kind) {
                            case "redemption" -> town.partner;
                            case "issuance" -> random.nextBoolean() ? town.community : town.lead;
                            default -> person();
                        };
                var receiver =
                        switch (kind) {
                            case "contribution" -> random.nextBoolean() ? town.community : town.lead;
                            case "grant" -> town.community;
                            case "issuance" -> null;
                            default -> person();
                        };
                parties.add(provider);
                if (receiver != null) {
                    parties.add(receiver);
                }
                legs.add("{\"providerId\":\"" + provider + "\","
                        + (receiver == null ? "" : "\"receiverId\":\"" + receiver + "\",")
                        + (random.nextInt(9) == 0 ? "\"providerRole\":\"professional\"," : "")
                        + "\"minutes\":" + (1 + random.nextInt(103)) + "}");
            }
            var confirmations = new ArrayList<String>();
            for (var party : parties) {
                if (random.nextInt(15) > 0) {
                    confirmations.add("{\"participantId\":\"" + party + "\",\"how\":\""
                            + (random.nextInt(10) == 0 ? "on-behalf" : "party") + "\"}");
                }
            }
            return "{\"id\":\"" + pick(ids) + "\",\"communityId\":\""
                    + (random.nextInt(40) == 0 ? UUID.randomUUID() : town.community) + "\",\"kind\":\"" + kind + "\","
                    + (random.nextInt(3) == 0 ? "\"programmeId\":\"" + pick(programmes) + "\"," : "")
                    + (random.nextInt(4) == 0 ? "\"externalRef\":\"ref-" + random.nextInt(12) + "\"," : "")
                    + "\"occurredAt\":\"" + (random.nextInt(25) == 0 ? "2199" : "2026")
                    + "-05-04T10:00:00Z\",\"legs\":["
                    + String.join(",", legs) + "],\"confirmations\":[" + String.join(",", confirmations) + "]}";
        }

        private UUID person() {
            return random.nextInt(60) == 0 ? UUID.randomUUID() : pick(people);
        }

        private <T> T pick(List<T> from) {
            return from.get(random.nextInt(from.size()));
        }
    }
}
