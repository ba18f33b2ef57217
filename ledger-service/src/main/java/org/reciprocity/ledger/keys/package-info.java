/**
 * The keys of persons: one each, wrapped by a master key, in a database of their own. Whoever has a person's ciphertext has
 * nothing without the key, and a key that is destroyed here takes what was kept under it along.
 */
package org.reciprocity.ledger.keys;
