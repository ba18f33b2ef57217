package org.reciprocity.ledger.account;

import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.reciprocity.ledger.request.Json;
import org.reciprocity.ledger.request.LongReads;

/** Checks a book in pieces of any size. */
public final class InvariantsPieces {
    private InvariantsPieces() {}

    /** What the check answers; {@code wanted} is called between two pieces. */
    public static String check(LongReads reads, UUID community, int piece, BooleanSupplier wanted) {
        return Json.write(new InvariantsCheck(reads, community, piece, wanted).run());
    }
}
