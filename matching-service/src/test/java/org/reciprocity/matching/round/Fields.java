package org.reciprocity.matching.round;

import java.util.Set;
import java.util.UUID;
import org.reciprocity.matching.fit.Give;
import org.reciprocity.matching.fit.Need;
import org.reciprocity.matching.fit.Reach;
import org.reciprocity.matching.fit.Window;

/** Made-up offers and requests. */
final class Fields {

    private Fields() {}

    static Give give(int number, long minutes) {
        return new Give(
                new UUID(1, number),
                1,
                new UUID(3, number),
                "lifts",
                "getting-about",
                null,
                Reach.ANYWHERE,
                Set.of(),
                Window.ALWAYS,
                minutes);
    }

    static Need need(int number, long minutes) {
        return new Need(
                new UUID(2, number),
                1,
                new UUID(4, number),
                "lifts",
                "getting-about",
                false,
                null,
                Set.of(),
                Window.ALWAYS,
                minutes);
    }
}
