package org.reciprocity.ledger.agency;

/** What can be asked of an agency. */
public sealed interface AgencyCommand {

    /**
     * Register it.
     *
     * @param code a short name, unique for ever
     * @param name the organisation's name
     * @param codeTaken whether another agency has the code
     * @param referenceTaken whether another that the caller registered has its reference
     */
    record Register(String code, String name, boolean codeTaken, boolean referenceTaken) implements AgencyCommand {}
}
