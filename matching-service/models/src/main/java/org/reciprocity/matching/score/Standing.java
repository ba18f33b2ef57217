package org.reciprocity.matching.score;

/**
 * Where a participant stands in the community, by the settled exchanges.
 *
 * @param givenMinutes what they gave, net of reversals
 * @param receivedMinutes what they received, net of reversals
 * @param balanceMinutes what is on their account
 * @param ceilingMinutes the account's ceiling, or null where it has none
 * @param ties with how many others they have exchanged service, either way
 */
public record Standing(long givenMinutes, long receivedMinutes, long balanceMinutes, Long ceilingMinutes, int ties) {

    /** At so many ties or fewer somebody is isolated. */
    public static final int FEW_TIES = 3;

    /** Of a ceiling, in percent: from here on a balance is near it. */
    public static final int NEAR_CEILING_PERCENT = 80;

    /** Somebody who has done nothing yet and of whose account nothing is known. */
    public static final Standing NEW = new Standing(0, 0, 0, null, 0);

    /** Whether they have received more than they gave. */
    public boolean hasReceivedMore() {
        return receivedMinutes > givenMinutes;
    }

    /** Whether their balance is near its ceiling. */
    public boolean isNearCeiling() {
        return ceilingMinutes != null
                && ceilingMinutes > 0
                && balanceMinutes >= ceilingMinutes - ceilingMinutes * (100 - NEAR_CEILING_PERCENT) / 100;
    }

    /** Whether they have few ties. */
    public boolean isIsolated() {
        return ties <= FEW_TIES;
    }
}
