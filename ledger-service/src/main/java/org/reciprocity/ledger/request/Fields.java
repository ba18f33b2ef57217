package org.reciprocity.ledger.request;

/** The forms of fields that many requests share. */
public final class Fields {
    /** A code: what travels to Kafka is made of these, never of free text. */
    public static final String CODE = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    /** What a code is, in words. */
    public static final String CODE_IS =
            "1 to 64 letters, digits, dots, hyphens and underscores, first a letter or digit";

    /** A code that is not a British postcode: an area is never as narrow as that. */
    public static final String AREA = "(?![A-Za-z]{1,2}[0-9][A-Za-z0-9]?[._-]?[0-9][A-Za-z]{2}$)" + CODE;

    /** What an area is, in words. */
    public static final String AREA_IS = CODE_IS + ", and not a postcode";

    /** An organisation's or a programme's name: one line. */
    public static final String NAME = "\\S(?:.{0,198}\\S)?";

    /** What a name is, in words. */
    public static final String NAME_IS = "1 to 200 characters without space at the ends";

    /** A client's own reference. */
    public static final String REFERENCE = "\\S(?:.{0,126}\\S)?";

    /** What a reference is, in words. */
    public static final String REFERENCE_IS = "1 to 128 characters without space at the ends";

    /** A few sentences on one line: for personal details only, which are kept encrypted. */
    public static final String PARAGRAPH = "\\S(?:.{0,1998}\\S)?";

    /** What such sentences are, in words. */
    public static final String PARAGRAPH_IS = "1 to 2000 characters without space at the ends";

    /** A title: a few public words on one line. */
    public static final String TITLE = "\\S(?:.{0,118}\\S)?";

    /** What a title is, in words. */
    public static final String TITLE_IS = "1 to 120 characters without space at the ends";

    /** The first year that money can be of. */
    public static final int FIRST_YEAR = 1900;

    /** The last year that money can be of. */
    public static final int LAST_YEAR = 2200;

    /** The most that an amount can be, in minor units: beyond it sums are no longer exact everywhere. */
    public static final long MOST_MONEY = 999_999_999_999_999L;

    private Fields() {}
}
