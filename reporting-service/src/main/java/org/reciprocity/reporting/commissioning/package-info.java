/** What is commissioned: what was agreed to be measured, what is measured, and how it was designed and delivered. */
package org.reciprocity.reporting.commissioning;
