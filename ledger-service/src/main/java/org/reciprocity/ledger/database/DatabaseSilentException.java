package org.reciprocity.ledger.database;

import java.io.IOException;

/** The database keeps its connections open and says nothing on them. */
public final class DatabaseSilentException extends IOException {
    private static final long serialVersionUID = 1;

    DatabaseSilentException() {
        super("The database says nothing");
    }
}
