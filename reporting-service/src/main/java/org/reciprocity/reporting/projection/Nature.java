package org.reciprocity.reporting.projection;

/**
 * What minutes between two are of: which kind of exchange, whether several were together, and between whom they flowed. The kind of a
 * pair says less: in a session time between participants is a service to the network, whatever the session was for.
 *
 * @param exchange the kind of the exchange
 * @param session whether several gave and received together
 * @param flow between whom the time flowed
 */
public record Nature(Kind exchange, boolean session, Flow flow) {
    private static final int FLOW_BITS = 4;
    private static final int FLOWS = (1 << FLOW_BITS) - 1;

    /**
     * How the tables know it, together with whether one of the two was there as a professional: that is the lowest bit, for queries to
     * ask.
     */
    static int number(Kind exchange, boolean session, Flow flow, boolean withProfessional) {
        int number = (exchange.number() << FLOW_BITS) | flow.number();
        number = (number << 1) | (session ? 1 : 0);
        return (number << 1) | (withProfessional ? 1 : 0);
    }

    /** The nature of a number in the tables. */
    public static Nature of(int number) {
        return new Nature(
                Kind.of(number >>> (FLOW_BITS + 2)), ((number >>> 1) & 1) == 1, Flow.of((number >>> 2) & FLOWS));
    }
}
