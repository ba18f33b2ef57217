package org.reciprocity.reporting.figure;

import org.reciprocity.reporting.projection.Kind;

/** Between whom the time of a leg flows: a fact of the exchange, never a type of person. */
final class Flow {
    static final String PROFESSIONAL = "professional";
    static final String PEERS = "peer-to-peer";
    private static final String FAMILY = "family";
    private static final String NEIGHBOUR = "neighbour";

    private Flow() {}

    /** The flow of a leg. */
    static String of(Kind kind, String providerRole, String receiverRole) {
        boolean professionalGives = providerRole.equals(PROFESSIONAL);
        if (kind != Kind.SERVICE) {
            return professionalGives ? "professional-to-common" : "user-to-common";
        }
        boolean professionalReceives = receiverRole.equals(PROFESSIONAL);
        if (professionalGives || professionalReceives) {
            return (professionalGives ? "professional" : "user") + "-to-"
                    + (professionalReceives ? "professional" : "user");
        }
        if (providerRole.equals(FAMILY) || receiverRole.equals(FAMILY)) {
            return FAMILY;
        }
        if (providerRole.equals(NEIGHBOUR) || receiverRole.equals(NEIGHBOUR)) {
            return NEIGHBOUR;
        }
        return PEERS;
    }
}
