/** Protects editions, keeps what is told, and tells it to analysts. */
package org.reciprocity.reporting.release;
