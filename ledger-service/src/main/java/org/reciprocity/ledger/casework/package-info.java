/** Cases: a person referred to a programme, what is agreed with them, the support given, and how it ended. */
package org.reciprocity.ledger.casework;
