package org.reciprocity.eventlog;

/** The log takes no events until an operator has decided how to go on. */
public final class LogHaltedException extends RuntimeException {

    /** Says which. */
    public LogHaltedException(String log) {
        super("The log " + log + " is halted");
    }
}
