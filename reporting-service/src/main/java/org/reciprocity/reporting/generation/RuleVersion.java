package org.reciprocity.reporting.generation;

/**
 * The version of the rules that events are folded and figures are computed by. It changes with every change that could move a figure,
 * a newly known event type included; a release with other rules folds generations of its own.
 */
public final class RuleVersion {

    /** The version of this release. */
    public static final int CURRENT = 12;

    private RuleVersion() {}
}
