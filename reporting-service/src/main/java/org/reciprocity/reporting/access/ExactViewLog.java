package org.reciprocity.reporting.access;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Writes down who was shown exact figures, by agency, role and client, and which. Only what was found is written, and only parameters that name
 * it: nothing that a caller made up gets into the log, and nothing about a person. A client is the hash of a subject, so that two of one agency
 * are told apart and nobody is named.
 */
@Provider
class ExactViewLog implements ContainerResponseFilter {
    /** A category of its own, so that an operator can keep it elsewhere and longer. */
    static final String CATEGORY = "org.reciprocity.exact-figures";

    private static final Logger LOG = Logger.getLogger(CATEGORY);
    private static final List<String> NAMING =
            List.of("communityId", "programmeId", "period", "band", "asOf", "generation", "horizon");
    private static final String PROTECTED = "releases";
    private static final String DEFINITION = "/definition";

    private final Caller caller;

    ExactViewLog(Caller caller) {
        this.caller = caller;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var path = request.getUriInfo().getPath().replaceFirst("^/", "");
        if (response.getStatus() != 200 || !isExact(path) || !caller.seesExact()) {
            return;
        }
        var asked = new ArrayList<String>();
        for (var name : NAMING) {
            var value = request.getUriInfo().getQueryParameters().getFirst(name);
            if (value != null) {
                asked.add(name + "=" + value);
            }
        }
        LOG.infof(
                "exact figures shown agency=%s role=%s client=%s path=/%s %s",
                caller.agency().map(UUID::toString).orElse("none"),
                caller.exactRole(),
                caller.client().orElse("none"),
                path,
                String.join(" ", asked));
    }

    private static boolean isExact(String path) {
        return !path.startsWith(PROTECTED)
                && ((path.startsWith("figures/") && !path.endsWith(DEFINITION))
                        || path.equals("balances")
                        || path.startsWith("appraisals")
                        || path.startsWith("contracts/")
                        || path.matches("editions/[0-9]+/.*"));
    }
}
