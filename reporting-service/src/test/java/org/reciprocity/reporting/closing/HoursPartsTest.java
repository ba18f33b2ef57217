package org.reciprocity.reporting.closing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.reciprocity.reporting.projection.Flow;
import org.reciprocity.reporting.projection.Kind;
import org.reciprocity.reporting.projection.Nature;

class HoursPartsTest {
    private static final Nature BETWEEN_TWO = new Nature(Kind.SERVICE, false, Flow.NEIGHBOUR);
    private static final Nature IN_A_SESSION = new Nature(Kind.SERVICE, true, Flow.PROFESSIONAL_TO_USER);
    private static final Nature PLANNED_TOGETHER = new Nature(Kind.CODESIGN, true, Flow.USER_TO_COMMON);

    private static Set<String> names(List<HoursParts> parts) {
        return parts.stream()
                .map(part -> part.figure().code() + "|" + part.part())
                .collect(Collectors.toSet());
    }

    @Test
    void aServiceBetweenTwoIsGivenAndReceived() {
        var parts = Set.of(
                "hours-given|kind/service",
                "hours-given|flow/neighbour",
                "hours-received|",
                "hours-received|one-to-one");

        assertEquals(parts, names(HoursParts.ofReceiver(BETWEEN_TWO, true)));
        assertEquals(
                Set.of(
                        "hours-given|",
                        "hours-given|kind/service",
                        "hours-given|flow/neighbour",
                        "hours-received|",
                        "hours-received|one-to-one"),
                names(HoursParts.ofGiver(BETWEEN_TWO, true)));
    }

    @Test
    void inASessionWhatIsReceivedIsApartFromWhatIsGiven() {
        assertEquals(
                Set.of(
                        "hours-given|",
                        "hours-given|kind/service",
                        "hours-given|flow/professional-to-user",
                        "hours-given|in-sessions"),
                names(HoursParts.ofGiver(IN_A_SESSION, true)));
        assertEquals(Set.of("hours-received|", "hours-received|in-sessions"), names(HoursParts.ofAttendance()));
    }

    @Test
    void aPlanInASessionIsCodesignWhateverItIsToTheNetwork() {
        assertEquals(
                Set.of("hours-given|", "hours-given|kind/codesign"), names(HoursParts.ofGiver(PLANNED_TOGETHER, true)));
        assertEquals(Set.of(), names(HoursParts.ofReceiver(PLANNED_TOGETHER, true)));
    }

    @Test
    void ofAProgrammeOnlyTheKindsOfHoursGivenAreKept() {
        for (var nature : List.of(BETWEEN_TWO, IN_A_SESSION)) {
            assertEquals(Set.of("hours-given|", "hours-given|kind/service"), names(HoursParts.ofGiver(nature, false)));
            assertEquals(Set.of("hours-given|kind/service"), names(HoursParts.ofReceiver(nature, false)));
        }
    }

    @Test
    void whatIsSpentAtAPartnerIsRedeemedAndNothingElse() {
        var spent = new Nature(Kind.REDEMPTION, false, Flow.USER_TO_COMMON);

        // The partner gives, and is no participant.
        assertEquals(Set.of(), names(HoursParts.ofGiver(spent, true)));
        assertEquals(Set.of("hours-redeemed|"), names(HoursParts.ofReceiver(spent, true)));
        assertEquals(
                Set.of(), names(HoursParts.ofGiver(new Nature(Kind.RETIREMENT, false, Flow.USER_TO_COMMON), true)));
    }
}
