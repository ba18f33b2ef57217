package org.reciprocity.ledger.band;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BandDeciderTest {
    private static final Bands OLD = bands(Map.of(Axis.AGE, "65-74", Axis.DEPRIVATION, "quintile-2"));
    private static final Bands OLDER = bands(Map.of(Axis.AGE, "75-and-over"));

    @Test
    void replacesWhatWasToldAsAWhole() {
        var told = after(Bands.NONE, tell(OLD));
        assertEquals(OLD, told);
        assertEquals(OLDER, after(told, tell(OLDER)));
        assertEquals(List.of(), events(told, tell(OLD)), "told twice");
        assertEquals(List.of(), events(Bands.NONE, tell(Bands.NONE)));
    }

    @Test
    void isClearedOnce() {
        assertEquals(Bands.NONE, after(OLD, new BandCommand.Clear()));
        assertEquals(List.of(), events(Bands.NONE, new BandCommand.Clear()));
    }

    @Test
    void needsAPersonsConsentAndTheOperators() {
        assertEquals(BandDecider.Refusal.NOT_YOURS, refused(new BandCommand.Tell(OLD, false, true, true, true)));
        assertEquals(BandDecider.Refusal.NOT_A_PERSON, refused(new BandCommand.Tell(OLD, true, false, true, true)));
        assertEquals(BandDecider.Refusal.SWITCHED_OFF, refused(new BandCommand.Tell(OLD, true, true, false, true)));
        assertEquals(BandDecider.Refusal.NO_CONSENT, refused(new BandCommand.Tell(OLD, true, true, true, false)));
    }

    @Test
    void takesEverythingBackWithoutConsentOrSwitch() {
        assertEquals(Bands.NONE, after(OLD, new BandCommand.Tell(Bands.NONE, true, true, false, false)));
        assertEquals(
                BandDecider.Refusal.NOT_YOURS, refused(new BandCommand.Tell(Bands.NONE, false, true, false, false)));
    }

    @Test
    void knowsClosedListsAndRepeatsNothingThatIsNotInThem() {
        var birth = new TreeMap<>(Map.of(Axis.AGE, "1951-03-14"));
        var refusal = assertThrows(IllegalArgumentException.class, () -> new Bands(birth));
        assertFalse(refusal.getMessage().contains("1951"), refusal::getMessage);
        var rather = new TreeMap<>(Map.of(Axis.DEPRIVATION, Axis.PREFER_NOT_TO_SAY));
        assertThrows(IllegalArgumentException.class, () -> new Bands(rather));
        assertFalse(OLD.toString().contains("65"), OLD::toString);
    }

    private static Bands bands(Map<Axis, String> codes) {
        return new Bands(new TreeMap<>(codes));
    }

    private static BandCommand tell(Bands bands) {
        return new BandCommand.Tell(bands, true, true, true, true);
    }

    private static List<BandEvent> events(Bands now, BandCommand command) {
        return assertInstanceOf(BandDecider.Decision.Accepted.class, BandDecider.decide(now, command))
                .events();
    }

    private static Bands after(Bands now, BandCommand command) {
        var bands = now;
        for (var event : events(now, command)) {
            bands = BandDecider.evolve(bands, event);
        }
        return bands;
    }

    private static BandDecider.Refusal refused(BandCommand command) {
        return assertInstanceOf(BandDecider.Decision.Rejected.class, BandDecider.decide(OLDER, command))
                .refusal();
    }
}
