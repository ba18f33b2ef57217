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
 * @param autoConfirmAfterHours after which silence is taken for a participant's word; null for never
 * @param lapseAfterHours after which an exchange that waits for a word lapses; null for never
 * @param holdExpiryHours how long a hold lasts that says nothing else
 */
public record Policy(
        int participantFloorMinutes,
        int participantCeilingMinutes,
        int potFloorMinutes,
        int agencyFloorMinutes,
        int maxLegMinutes,
        int toleranceMinutes,
        Confirmation confirmation,
        Integer autoConfirmAfterHours,
        Integer lapseAfterHours,
        int holdExpiryHours) {

    /** The longest time that anything waits by a policy: a year. */
    public static final int LONGEST_WAIT_HOURS = 8_784;

    /** The longest leg any policy allows: a week. */
    public static final int LONGEST_LEG_MINUTES = 10_080;

    /** What holds where a community says nothing else. */
    public static final Policy DEFAULT = new Policy(-600, 6_000, 0, 0, 600, 15, Confirmation.BOTH, null, null, 168);

    /** Who confirms a service. The provider alone never does. */
    public enum Confirmation {
        /** Providers and receivers. */
        BOTH("both"),
        /** Receivers. */
        RECEIVER("receiver"),
        /** A broker or steward who is no party; the parties need not. */
        BROKER("broker");

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

    /** Whether new accounts may stand at zero, a minute can be exchanged, and silence counts before it lapses. */
    public boolean possible() {
        return participantFloorMinutes <= 0
                && participantCeilingMinutes >= 0
                && potFloorMinutes <= 0
                && agencyFloorMinutes <= 0
                && maxLegMinutes >= 1
                && maxLegMinutes <= LONGEST_LEG_MINUTES
                && toleranceMinutes >= 0
                && waits(autoConfirmAfterHours)
                && waits(lapseAfterHours)
                && waits(holdExpiryHours)
                && (autoConfirmAfterHours == null
                        || lapseAfterHours == null
                        || autoConfirmAfterHours < lapseAfterHours);
    }

    private static boolean waits(Integer hours) {
        return hours == null || (hours >= 1 && hours <= LONGEST_WAIT_HOURS);
    }
}
