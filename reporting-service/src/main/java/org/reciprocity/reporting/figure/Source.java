package org.reciprocity.reporting.figure;

/** What a figure is made of; only that is read. */
enum Source {
    HOURS,
    EXCHANGES,
    PEOPLE,
    ENROLLED,
    TIES,
    MATCHES,
    REQUESTS,
    SCORES,
    USES
}
