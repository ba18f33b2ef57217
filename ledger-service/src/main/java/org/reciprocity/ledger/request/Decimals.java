package org.reciprocity.ledger.request;

import java.math.BigDecimal;

/** Decimal numbers as they are kept and published. */
public final class Decimals {
    private Decimals() {}

    /** The number without zeros at its end, and without an exponent; null for null. */
    public static BigDecimal plain(BigDecimal number) {
        if (number == null) {
            return null;
        }
        var stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
