package org.reciprocity.reporting.tabular;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/**
 * Says in a header what figures were made from, since a table has no place for it: the edition, the generation, the version of the rules,
 * and by topic, partition and writer the highest sequence. What is withheld stands in the rows.
 */
@Provider
class AsOfHeader implements ContainerResponseFilter {
    /** Its name. */
    static final String NAME = "Reciprocity-As-Of";

    private final ObjectMapper mapper;

    AsOfHeader(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof TabularAnswer answer) {
            ObjectNode asOf = mapper.valueToTree(answer.asOf());
            asOf.remove("suppressed");
            response.getHeaders().putSingle(NAME, asOf.toString());
        }
    }
}
