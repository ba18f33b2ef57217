package org.reciprocity.ledger.proof;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Credit that goes from one account to another.
 *
 * @param from the account that gives
 * @param to the account that gets
 * @param minutes how much, above zero
 */
record CreditTransfer(UUID from, UUID to, long minutes) {

    /**
     * Postings that sum to zero as transfers between two accounts each: those that give, in the order of their ids, fill those
     * that get, in theirs. The same postings are always the same transfers.
     */
    static List<CreditTransfer> of(Map<UUID, Long> postings) {
        var givers = new ArrayDeque<Map.Entry<UUID, Long>>();
        var getters = new ArrayDeque<Map.Entry<UUID, Long>>();
        new TreeMap<>(postings).forEach((account, minutes) -> {
            if (minutes < 0) {
                givers.add(Map.entry(account, -minutes));
            } else if (minutes > 0) {
                getters.add(Map.entry(account, minutes));
            }
        });
        var transfers = new ArrayList<CreditTransfer>();
        while (!givers.isEmpty() && !getters.isEmpty()) {
            var giver = givers.poll();
            var getter = getters.poll();
            long minutes = Math.min(giver.getValue(), getter.getValue());
            transfers.add(new CreditTransfer(giver.getKey(), getter.getKey(), minutes));
            rest(givers, giver, minutes);
            rest(getters, getter, minutes);
        }
        if (!givers.isEmpty() || !getters.isEmpty()) {
            throw new IllegalArgumentException("The postings do not sum to zero");
        }
        return List.copyOf(transfers);
    }

    private static void rest(ArrayDeque<Map.Entry<UUID, Long>> waiting, Map.Entry<UUID, Long> one, long minutes) {
        if (one.getValue() > minutes) {
            waiting.addFirst(Map.entry(one.getKey(), one.getValue() - minutes));
        }
    }
}
