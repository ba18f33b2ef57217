package org.reciprocity.local.simulation;

import java.util.List;
import java.util.UUID;

/** Where acts are done: the API, or a stand-in for it in a test. */
public interface Desk {

    /** Does all of these, in any order or at once, and returns when all are done. */
    void together(List<Act> acts);

    /** Runs a round once everything done before is known to the matching service, and returns what it proposes. */
    List<Proposal> round(Act.RunRound round);

    /** Told after each week. */
    void played(int weeks, int ofWeeks);

    /** Two people whom a round brings together. Its id is the id of the match. */
    record Proposal(UUID id, UUID request, UUID offer, UUID giver, UUID receiver, String skill, int minutes) {}
}
