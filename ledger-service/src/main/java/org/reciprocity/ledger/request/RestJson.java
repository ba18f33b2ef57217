package org.reciprocity.ledger.request;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Gives Quarkus the service's own strict JSON mapper instead of its lenient one. */
@Singleton
public class RestJson {

    /** The mapper for request and answer bodies. */
    @Singleton
    @Produces
    ObjectMapper mapper() {
        return Json.mapper();
    }
}
