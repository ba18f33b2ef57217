package org.reciprocity.matching.score;

/**
 * Weights by their name: a {@link Preset}'s, or a community's own.
 *
 * @param code the name on the wire
 * @param weights what each part brings
 */
public record WeightSet(String code, Weights weights) {}
