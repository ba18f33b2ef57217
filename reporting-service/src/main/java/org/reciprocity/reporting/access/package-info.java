/** Who may see what: agency and roles in the token decide. */
package org.reciprocity.reporting.access;
