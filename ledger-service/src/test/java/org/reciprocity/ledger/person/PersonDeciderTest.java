package org.reciprocity.ledger.person;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.reciprocity.ledger.person.PersonDecider.Decision;
import org.reciprocity.ledger.person.PersonDecider.Refusal;

class PersonDeciderTest {
    private static final PersonCommand OURS = new PersonCommand.Erase(true);

    @Test
    void erasesWhoIsKnownOnce() {
        var erased = new PersonEvent.Erased();
        assertEquals(new Decision.Accepted(List.of(erased)), PersonDecider.decide(new Person.Known(), OURS));
        var after = PersonDecider.evolve(new Person.Known(), erased);
        assertEquals(new Person.Erased(), after);
        assertEquals(new Decision.Rejected(new Refusal.AlreadyErased()), PersonDecider.decide(after, OURS));
    }

    @Test
    void erasesForTheAgencyThatRegisteredAndForTheLeadAlone() {
        var theirs = new PersonCommand.Erase(false);
        for (var person : List.of(new Person.Known(), new Person.Erased())) {
            assertEquals(new Decision.Rejected(new Refusal.NotYours()), PersonDecider.decide(person, theirs));
        }
    }
}
