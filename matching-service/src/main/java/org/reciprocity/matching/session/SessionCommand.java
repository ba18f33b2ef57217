package org.reciprocity.matching.session;

import java.time.Instant;

/** What can be asked of a session. */
public sealed interface SessionCommand {

    /**
     * Plan it.
     *
     * @param terms who, what, when
     * @param agreed whether its match is agreed
     * @param leftMinutes what of the match's minutes no session takes
     * @param cleared whether the giver is cleared on its day for what the request asks for
     */
    record Plan(SessionTerms terms, boolean agreed, long leftMinutes, boolean cleared) implements SessionCommand {}

    /**
     * It took place.
     *
     * @param now the time of the command
     */
    record Hold(Instant now) implements SessionCommand {}

    /**
     * Somebody did not come.
     *
     * @param by who
     * @param now the time of the command
     */
    record Miss(Absent by, Instant now) implements SessionCommand {}

    /**
     * Call it off.
     *
     * @param reason why, by its code
     */
    record Cancel(String reason) implements SessionCommand {}
}
