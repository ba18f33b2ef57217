package org.reciprocity.ledger.agency;

/** What can be asked of an agency. */
public sealed interface AgencyCommand {

    /**
     * Register it.
     *
     * @param code a short name, unique for ever
     * @param name the organisation's name
     * @param codeTaken whether another agency has the code
     */
    record Register(String code, String name, boolean codeTaken) implements AgencyCommand {}
}
