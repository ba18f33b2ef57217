/** Who is calling: the agency and the roles of a bearer token. */
package org.reciprocity.ledger.security;
