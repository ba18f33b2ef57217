/** How long requests wait for the database. */
package org.reciprocity.ledger.database;
