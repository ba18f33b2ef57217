/** Scenarios played through the services' API alone, and the proof that what the services answer afterwards is right. */
package org.reciprocity.local.play;
