package org.reciprocity.reporting.edition;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.reciprocity.reporting.snapshot.AsOf;

/**
 * The figures of a community as they were at a moment, kept.
 *
 * @param id its number
 * @param community the community
 * @param kind why it was cut
 * @param day the community's day that it closes; of an edition the last day of its last month
 * @param cutAt when it was cut
 * @param asOf how far the log had come, with the edition's own number
 */
public record Edition(long id, UUID community, Kind kind, LocalDate day, Instant cutAt, AsOf asOf) {

    /** Why it was cut. */
    public enum Kind {
        /** A day ended: everything there was, the months under way included. */
        DAILY("daily", Series.CLOSES),
        /** A month is over and time was left for late entries: complete months only. */
        MONTHLY("monthly", Series.EDITIONS),
        /** A steward asked for it: complete months only. */
        REQUESTED("requested", Series.EDITIONS);

        private final String code;
        private final Series series;

        Kind(String code, Series series) {
            this.code = code;
            this.series = series;
        }

        /** How it is written. */
        public String code() {
            return code;
        }

        /** What it belongs to. */
        public Series series() {
            return series;
        }

        static Kind of(String code) {
            for (var kind : values()) {
                if (kind.code.equals(code)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no kind of edition: " + code);
        }
    }

    /** Two lines of editions, each compared with what came before in the same line. */
    public enum Series {
        /** The closes of the days. */
        CLOSES("closes"),
        /** What analysts see, once it is protected. */
        EDITIONS("editions");

        private final String code;

        Series(String code) {
            this.code = code;
        }

        /** How it is written. */
        public String code() {
            return code;
        }
    }
}
