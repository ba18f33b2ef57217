/** How far the figures are behind the log. */
package org.reciprocity.reporting.feed;
