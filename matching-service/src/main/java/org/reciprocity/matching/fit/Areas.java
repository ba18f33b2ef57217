package org.reciprocity.matching.fit;

/** Coarse areas, which are published; a full postcode is too near to an address. */
public final class Areas {
    /** An area's code. */
    public static final String CODE =
            "(?![A-Za-z]{1,2}[0-9][A-Za-z0-9]?[._-]?[0-9][A-Za-z]{2}$)[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    /** What {@link #CODE} asks for, in words. */
    public static final String RULE =
            "must be an area's code of up to 64 letters, digits, dots, dashes and underscores, and no full postcode";

    private Areas() {}
}
