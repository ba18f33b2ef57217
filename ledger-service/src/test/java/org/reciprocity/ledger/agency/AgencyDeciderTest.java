package org.reciprocity.ledger.agency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.api.Test;

class AgencyDeciderTest {

    @Test
    void registersOnceUnderACodeOfItsOwn() {
        var register = new AgencyCommand.Register("taff", "Taff Housing", false, false);
        var accepted = assertInstanceOf(
                AgencyDecider.Decision.Accepted.class, AgencyDecider.decide(new Agency.None(), register));
        var agency = AgencyDecider.evolve(new Agency.None(), accepted.events().getFirst());
        assertEquals(new Agency.Registered("taff", "Taff Housing"), agency);
        assertEquals(
                new AgencyDecider.Decision.Rejected(AgencyDecider.Refusal.ID_IN_USE),
                AgencyDecider.decide(agency, register));
        assertEquals(
                new AgencyDecider.Decision.Rejected(AgencyDecider.Refusal.CODE_IN_USE),
                AgencyDecider.decide(
                        new Agency.None(), new AgencyCommand.Register("taff", "Taff Housing", true, false)));
        assertEquals(
                new AgencyDecider.Decision.Rejected(AgencyDecider.Refusal.REFERENCE_IN_USE),
                AgencyDecider.decide(
                        new Agency.None(), new AgencyCommand.Register("taff", "Taff Housing", true, true)));
    }
}
