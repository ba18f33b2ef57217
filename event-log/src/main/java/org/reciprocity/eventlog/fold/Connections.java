package org.reciprocity.eventlog.fold;

import java.sql.Connection;
import java.sql.SQLException;

/** Where connections to the projection's database come from. */
@FunctionalInterface
public interface Connections {

    /** Opens one, which the caller closes. */
    Connection open() throws SQLException;
}
