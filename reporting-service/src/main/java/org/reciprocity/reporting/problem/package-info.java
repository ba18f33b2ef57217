/** Refusals as RFC 9457 problem documents. */
package org.reciprocity.reporting.problem;
