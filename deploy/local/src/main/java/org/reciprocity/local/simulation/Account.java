package org.reciprocity.local.simulation;

import java.util.UUID;

/**
 * An account as the ledger names it.
 *
 * @param kind participant | agency | pot | issuance | redemption
 * @param owner the participant, agency or community
 */
public record Account(String kind, UUID owner) {}
