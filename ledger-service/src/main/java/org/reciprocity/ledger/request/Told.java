package org.reciprocity.ledger.request;

import jakarta.ws.rs.core.Response;

/**
 * An answer, and whether it was given before.
 *
 * @param answer the answer
 * @param again whether it was given before under the same key
 */
public record Told(Answer answer, boolean again) {

    /** As an HTTP answer. */
    Response response() {
        return again ? answer.replayed() : answer.response();
    }
}
