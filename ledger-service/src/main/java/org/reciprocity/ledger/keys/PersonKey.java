package org.reciprocity.ledger.keys;

import javax.crypto.SecretKey;

/**
 * A person's key, unwrapped; it is kept nowhere.
 *
 * @param number which of the person's keys, from 1; what is encrypted with it names it by this
 * @param secret the key
 */
public record PersonKey(int number, SecretKey secret) {

    /** Tells nothing of the key. */
    @Override
    public String toString() {
        return "PersonKey[" + number + "]";
    }
}
