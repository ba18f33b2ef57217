package org.reciprocity.ledger.participant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class IdentitiesTest {

    @Test
    void comparesNamesWithoutCaseAccentsSpacesAndTheOrderOfWords() {
        var words = Identities.words("Siân O'Example-Weiß");
        assertEquals(words, Identities.words("  o\u2019example WEISS,  sia\u0302n "));
        assertEquals("oexample sian weiss", words);
        assertNotEquals(words, Identities.words("Sian Example"));
        assertEquals("", Identities.words("- .,"));
    }

    @Test
    void showsNoDetails() {
        var details = new Identities.Details("Jane Example", LocalDate.of(1990, 1, 31), "ZZ99 9ZZ");
        assertFalse(details.toString().contains("Jane") || details.toString().contains("1990"));
        var request = new IdentityResource.NewIdentity("Jane Example", LocalDate.of(1990, 1, 31), "ZZ99 9ZZ");
        assertFalse(request.toString().contains("Jane") || request.toString().contains("ZZ99"));
    }
}
