package org.reciprocity.ledger.access;

/** How it is told of an agency's own references where they are shown and asked for. */
public final class OwnReferences {
    /** Of the field. Answers to what is posted are kept under their keys, and so without it. */
    public static final String SHOWN =
            "Your own reference: shown where the thing is read, and to the agency alone whose it is";

    /** Of the parameter. */
    public static final String ASKED = "Your own reference: at most one";

    private OwnReferences() {}
}
