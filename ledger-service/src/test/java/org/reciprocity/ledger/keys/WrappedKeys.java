package org.reciprocity.ledger.keys;

import java.util.HexFormat;
import java.util.UUID;

/** Keys as they lie in the database. */
public final class WrappedKeys {
    private WrappedKeys() {}

    /** A person's first key, a new one, wrapped by a master key of these bytes and this name; in hexadecimal digits. */
    public static String fresh(byte[] master, String name, UUID person) {
        return HexFormat.of().formatHex(Wrapping.wrap(AesGcm.key(master), name, person, 1, AesGcm.newKey()));
    }
}
