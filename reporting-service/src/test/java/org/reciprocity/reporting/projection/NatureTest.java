package org.reciprocity.reporting.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.reciprocity.reporting.projection.Flow.Role;

class NatureTest {

    @Test
    void everyNatureHasANumberOfItsOwnAndIsFoundByIt() {
        var numbers = new HashSet<Integer>();
        for (var kind : Kind.values()) {
            for (var flow : Flow.values()) {
                for (boolean session : new boolean[] {false, true}) {
                    for (boolean professional : new boolean[] {false, true}) {
                        var nature = new Nature(kind, session, flow);
                        int number = Nature.number(kind, session, flow, professional);
                        assertTrue(numbers.add(number), nature.toString());
                        assertEquals(nature, Nature.of(number));
                        assertEquals(professional ? 1 : 0, number & 1);
                    }
                }
            }
        }
    }

    @Test
    void theFlowOfAServiceIsByTheRolesAndProfessionalsComeFirst() {
        assertEquals(Flow.PROFESSIONAL_TO_USER, Flow.of(Kind.SERVICE, Role.PROFESSIONAL, Role.FAMILY));
        assertEquals(Flow.USER_TO_PROFESSIONAL, Flow.of(Kind.SERVICE, Role.NEIGHBOUR, Role.PROFESSIONAL));
        assertEquals(Flow.FAMILY, Flow.of(Kind.SERVICE, Role.NEIGHBOUR, Role.FAMILY));
        assertEquals(Flow.NEIGHBOUR, Flow.of(Kind.SERVICE, Role.OTHER, Role.NEIGHBOUR));
        assertEquals(Flow.PEER_TO_PEER, Flow.of(Kind.SERVICE, Role.of("member"), Role.of("buddy")));
        assertEquals(Flow.USER_TO_COMMON, Flow.of(Kind.CODESIGN, Role.FAMILY, Role.PROFESSIONAL));
        assertEquals(
                "professional-to-common",
                Flow.of(Kind.CONTRIBUTION, Role.PROFESSIONAL, Role.OTHER).code());
    }
}
