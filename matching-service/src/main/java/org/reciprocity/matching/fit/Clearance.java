package org.reciprocity.matching.fit;

/**
 * That a reviewer cleared somebody for a role in a setting. It says nothing of why, and a record bars nobody by itself.
 *
 * @param role the role's code
 * @param setting the setting's code
 */
public record Clearance(String role, String setting) {}
