package org.reciprocity.ledger.request;

import io.vertx.core.buffer.Buffer;

/**
 * A request that is done in one transaction with others.
 *
 * @param call the request
 * @param fingerprint of it; empty where it has no key
 * @param item what it asks for
 * @param <T> the same as a type
 */
record Asked<T>(Call call, Buffer fingerprint, T item) {}
