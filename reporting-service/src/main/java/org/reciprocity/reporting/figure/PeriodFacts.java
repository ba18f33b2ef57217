package org.reciprocity.reporting.figure;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.reciprocity.reporting.measure.Score;
import org.reciprocity.reporting.measure.ServiceUse;
import org.reciprocity.reporting.network.Network;
import org.reciprocity.reporting.projection.Kind;

/**
 * Everything that the figures of one community, programme and period are computed from; what was not asked for is empty.
 *
 * @param from the period's first day
 * @param window the twelve months to the period's end, as {@code from/to}; none where nothing was exchanged
 * @param hours sums of legs
 * @param exchanges counts of exchanges by kind
 * @param people those with a leg
 * @param enrolled by participant, the number that ties and people know it by; 0 for one that no leg names
 * @param network the network of the window
 * @param matches counts by event and detail; none for a programme, since matches are not made by programme
 * @param requests the requests made in the period; none for a programme
 * @param scores scores up to the period's end
 * @param uses service use recorded in the period
 */
record PeriodFacts(
        Optional<LocalDate> from,
        Optional<String> window,
        List<Hours> hours,
        Map<Kind, Exchanges> exchanges,
        List<Person> people,
        List<Integer> enrolled,
        Network network,
        Optional<SortedMap<String, SortedMap<String, Matches>>> matches,
        Optional<Requests> requests,
        List<Score> scores,
        List<ServiceUse> uses) {

    /**
     * Legs of the same kind, skill and roles.
     *
     * @param minutes that were given
     * @param legs how many legs gave them
     * @param received minutes that participants received: those given in a service, and in a session those they attended
     */
    record Hours(
            Kind kind,
            String skill,
            String providerRole,
            String receiverRole,
            long minutes,
            long legs,
            long received) {}

    /** Exchanges of a kind. */
    record Exchanges(long settled, long reversed) {}

    /** What a participant gave and received; plain legs are those without a professional. */
    record Person(int number, long givenMinutes, long givenLegs, long receivedLegs, long plainLegs) {}

    /** Requests made, and how many of them have a match that was carried out by now. */
    record Requests(long made, long fulfilled) {}

    /** How often something happened in matching, and with how many minutes. */
    record Matches(long events, long minutes) {}
}
