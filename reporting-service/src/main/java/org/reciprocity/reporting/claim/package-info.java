/** Numbers that are quoted, how they are said to come about, and what to beware of: computed whenever they are asked for. */
package org.reciprocity.reporting.claim;
