package org.reciprocity.ledger.changes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.reciprocity.ledger.Contracts;

class ChangeSqlTest {
    /** What is deliberately shown to nobody but the lead. A type that is new is thought of here, or where the others are. */
    private static final Set<String> OF_THE_LEAD_ALONE = Set.of();

    private static Stream<String> patterns() {
        return Stream.concat(ChangeSql.KINDS.stream().map(ChangeSql.Kind::types), ChangeSql.STEWARDS.stream());
    }

    private static boolean fits(String type, String pattern) {
        return type.startsWith(pattern.substring(0, pattern.length() - 1));
    }

    @Test
    void saysOfEveryEventOfTheLedgerWhoSeesIt() {
        assertEquals(
                OF_THE_LEAD_ALONE,
                Contracts.TYPES.stream()
                        .filter(type -> patterns().noneMatch(pattern -> fits(type, pattern)))
                        .collect(Collectors.toSet()));
        patterns().forEach(pattern -> {
            assertTrue(pattern.indexOf('%') == pattern.length() - 1 && pattern.indexOf('_') < 0, pattern);
            assertTrue(Contracts.TYPES.stream().anyMatch(type -> fits(type, pattern)), pattern);
        });
    }
}
