/** Whether this replica is ready, and whether its folds go on. */
package org.reciprocity.reporting.health;
