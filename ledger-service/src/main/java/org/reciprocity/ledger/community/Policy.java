package org.reciprocity.ledger.community;

/**
 * A community's rules of exchange. Amounts are minutes.
 *
 * @param participantFloorMinutes the lowest balance of a participant, inclusive
 * @param participantCeilingMinutes the highest balance of a participant, inclusive
 * @param potFloorMinutes the lowest balance of the community's pot
 * @param agencyFloorMinutes the lowest balance of an agency
 * @param maxLegMinutes the longest leg
 * @param toleranceMinutes by how much the parties' minutes may differ; the lower then counts
 * @param confirmation who confirms a service
 */
public record Policy(
        int participantFloorMinutes,
        int participantCeilingMinutes,
        int potFloorMinutes,
        int agencyFloorMinutes,
        int maxLegMinutes,
        int toleranceMinutes,
        Confirmation confirmation) {

    /** The longest leg any policy allows: a week. */
    public static final int LONGEST_LEG_MINUTES = 10_080;

    /** What holds where a community says nothing else. */
    public static final Policy DEFAULT = new Policy(-600, 6_000, 0, 0, 600, 15, Confirmation.BOTH);

    /** Who confirms a service. The provider alone never does. */
    public enum Confirmation {
        /** Providers and receivers. */
        BOTH("both"),
        /** Receivers. */
        RECEIVER("receiver");

        private final String wire;

        Confirmation(String wire) {
            this.wire = wire;
        }

        /** Its name in events, in the API and in the database. */
        public String wire() {
            return wire;
        }

        /** The rule of that name. */
        public static Confirmation of(String wire) {
            for (var confirmation : values()) {
                if (confirmation.wire.equals(wire)) {
                    return confirmation;
                }
            }
            throw new IllegalArgumentException("No rule of confirmation: " + wire);
        }
    }

    /** Whether a new account of every kind may stand at zero, and an exchange of a minute is possible. */
    public boolean possible() {
        return participantFloorMinutes <= 0
                && participantCeilingMinutes >= 0
                && potFloorMinutes <= 0
                && agencyFloorMinutes <= 0
                && maxLegMinutes >= 1
                && maxLegMinutes <= LONGEST_LEG_MINUTES
                && toleranceMinutes >= 0;
    }
}
