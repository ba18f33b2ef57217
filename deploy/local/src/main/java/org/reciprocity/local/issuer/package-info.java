/** An issuer of bearer tokens for one machine, in place of the identity provider of an installation. */
package org.reciprocity.local.issuer;
