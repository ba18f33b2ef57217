/** Scenario files: a programme of the field as data, with synthetic people, from which a year of calls is made. */
package org.reciprocity.local.scenario;
