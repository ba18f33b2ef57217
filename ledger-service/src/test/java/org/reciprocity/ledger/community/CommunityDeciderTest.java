package org.reciprocity.ledger.community;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CommunityDeciderTest {
    private static final UUID LEAD = new UUID(1, 1);
    private static final UUID PARTNER = new UUID(1, 2);

    /** What of a partner's redeeming is not over, and how its leaving is refused then. */
    private static final Map<Redeeming, CommunityDecider.Refusal> REDEEMING = Map.of(
            Redeeming.OWED, CommunityDecider.Refusal.REDEMPTIONS_OWED,
            Redeeming.OWING, CommunityDecider.Refusal.OWES_THE_COMMUNITY,
            Redeeming.HELD, CommunityDecider.Refusal.HOLDS_OPEN,
            Redeeming.OFFERED, CommunityDecider.Refusal.OFFERS_OPEN,
            Redeeming.WAITING, CommunityDecider.Refusal.REDEMPTIONS_WAIT);

    @Test
    void foundsACommunityWithItsLeadInIt() {
        var founded =
                assertInstanceOf(Community.Founded.class, after(new Community.None(), found(Policy.DEFAULT, false)));
        assertEquals(Set.of(AdmissionRole.LEAD), founded.admitted().get(LEAD));
    }

    @Test
    void refusesACodeOrAnIdThatIsTaken() {
        assertEquals(CommunityDecider.Refusal.CODE_IN_USE, refused(new Community.None(), found(Policy.DEFAULT, true)));
        var founded = after(new Community.None(), found(Policy.DEFAULT, false));
        assertEquals(CommunityDecider.Refusal.ID_IN_USE, refused(founded, found(Policy.DEFAULT, false)));
        var known = new CommunityCommand.Found("taff", "Taff", "Europe/London", LEAD, Policy.DEFAULT, false, true);
        assertEquals(CommunityDecider.Refusal.REFERENCE_IN_USE, refused(new Community.None(), known));
    }

    @Test
    void refusesAPolicyUnderWhichNobodyCouldStandAtZero() {
        var impossible = new Policy(1, 6000, 0, 0, 600, 15, Policy.Confirmation.BOTH, null, null, 168);
        assertEquals(
                CommunityDecider.Refusal.POLICY_IMPOSSIBLE, refused(new Community.None(), found(impossible, false)));
        assertTrue(Policy.DEFAULT.possible());
        assertFalse(new Policy(0, -1, 0, 0, 1, 0, Policy.Confirmation.BOTH, null, null, 168).possible());
        assertFalse(new Policy(0, 0, 1, 0, 1, 0, Policy.Confirmation.BOTH, null, null, 168).possible());
        assertFalse(new Policy(0, 0, 0, 1, 1, 0, Policy.Confirmation.BOTH, null, null, 168).possible());
        assertFalse(new Policy(0, 0, 0, 0, 0, 0, Policy.Confirmation.BOTH, null, null, 168).possible());
        assertFalse(new Policy(0, 0, 0, 0, 10_081, 0, Policy.Confirmation.BOTH, null, null, 168).possible());
        assertFalse(new Policy(0, 0, 0, 0, 1, -1, Policy.Confirmation.BOTH, null, null, 168).possible());
    }

    @Test
    void addsRolesToThoseAnAgencyHas() {
        var founded = after(new Community.None(), found(Policy.DEFAULT, false));
        var once = after(founded, admit(PARTNER, AdmissionRole.PARTNER));
        var twice = assertInstanceOf(Community.Founded.class, after(once, admit(PARTNER, AdmissionRole.REDEEMER)));
        assertEquals(
                Set.of(AdmissionRole.PARTNER, AdmissionRole.REDEEMER),
                twice.admitted().get(PARTNER));
        assertEquals(CommunityDecider.Refusal.ALREADY_ADMITTED, refused(twice, admit(PARTNER, AdmissionRole.REDEEMER)));
    }

    @Test
    void takesRolesBackButNotTheLastNorThatOfWhoStillRedeems() {
        var founded = after(new Community.None(), found(Policy.DEFAULT, false));
        var both = after(after(founded, admit(PARTNER, AdmissionRole.PARTNER)), admit(PARTNER, AdmissionRole.REDEEMER));

        var one = assertInstanceOf(
                Community.Founded.class, after(both, takeBack(PARTNER, false, AdmissionRole.REDEEMER)));
        assertEquals(Set.of(AdmissionRole.PARTNER), one.admitted().get(PARTNER));
        assertEquals(
                CommunityDecider.Refusal.ROLE_NOT_HELD, refused(one, takeBack(PARTNER, false, AdmissionRole.REDEEMER)));
        assertEquals(CommunityDecider.Refusal.LAST_ROLE, refused(one, takeBack(PARTNER, false, AdmissionRole.PARTNER)));
        for (var open : REDEEMING.entrySet()) {
            assertEquals(
                    open.getValue(),
                    refused(
                            both,
                            new CommunityCommand.TakeBack(
                                    PARTNER, Set.of(AdmissionRole.REDEEMER), Set.of(open.getKey()))));
        }
        assertEquals(
                CommunityDecider.Refusal.REDEMPTIONS_OWED,
                refused(both, takeBack(PARTNER, true, AdmissionRole.REDEEMER)),
                "the first of several");
        assertEquals(
                Set.of(AdmissionRole.REDEEMER),
                assertInstanceOf(Community.Founded.class, after(both, takeBack(PARTNER, true, AdmissionRole.PARTNER)))
                        .admitted()
                        .get(PARTNER));
        assertEquals(
                CommunityDecider.Refusal.NOT_ADMITTED,
                refused(founded, takeBack(PARTNER, false, AdmissionRole.PARTNER)));
        assertEquals(CommunityDecider.Refusal.ONE_LEAD, refused(both, takeBack(LEAD, false, AdmissionRole.LEAD)));
        assertEquals(
                CommunityDecider.Refusal.NOT_FOUNDED,
                refused(new Community.None(), takeBack(PARTNER, false, AdmissionRole.PARTNER)));
        assertInstanceOf(Community.Founded.class, after(one, admit(PARTNER, AdmissionRole.REDEEMER)));
    }

    @Test
    void letsAnAgencyGoOfWhichNothingIsOpen() {
        var founded =
                after(after(new Community.None(), found(Policy.DEFAULT, false)), admit(PARTNER, AdmissionRole.PARTNER));
        assertEquals(CommunityDecider.Refusal.EXCHANGES_WAIT, refused(founded, end(PARTNER, true, true, true, true)));
        for (var open : REDEEMING.entrySet()) {
            var waits = new CommunityCommand.Open(Set.of(open.getKey()), true, false, true);
            assertEquals(open.getValue(), refused(founded, new CommunityCommand.End(PARTNER, "contract-over", waits)));
        }
        assertEquals(CommunityDecider.Refusal.BALANCE_LEFT, refused(founded, end(PARTNER, false, true, false, true)));
        assertEquals(CommunityDecider.Refusal.CASES_OPEN, refused(founded, end(PARTNER, false, false, false, true)));
        assertEquals(CommunityDecider.Refusal.LEAD_STAYS, refused(founded, end(LEAD, false, false, false, false)));
        assertEquals(
                CommunityDecider.Refusal.NOT_FOUNDED,
                refused(new Community.None(), end(PARTNER, false, false, false, false)));

        var left = assertInstanceOf(Community.Founded.class, after(founded, end(PARTNER, false, false, false, false)));
        assertEquals(Set.of(LEAD), left.admitted().keySet());
        assertEquals(CommunityDecider.Refusal.NOT_ADMITTED, refused(left, end(PARTNER, false, false, false, false)));
        var back = assertInstanceOf(Community.Founded.class, after(left, admit(PARTNER, AdmissionRole.FUNDER)));
        assertEquals(Set.of(AdmissionRole.FUNDER), back.admitted().get(PARTNER));
    }

    private static CommunityCommand end(
            UUID agency, boolean redeems, boolean balance, boolean exchanges, boolean cases) {
        return new CommunityCommand.End(
                agency, "contract-over", new CommunityCommand.Open(redeeming(redeems), balance, exchanges, cases));
    }

    private static CommunityCommand takeBack(UUID agency, boolean redeems, AdmissionRole... roles) {
        return new CommunityCommand.TakeBack(agency, Set.of(roles), redeeming(redeems));
    }

    private static Set<Redeeming> redeeming(boolean redeems) {
        return redeems ? REDEEMING.keySet() : Set.of();
    }

    @Test
    void hasOneLead() {
        var founded = after(new Community.None(), found(Policy.DEFAULT, false));
        assertEquals(CommunityDecider.Refusal.ONE_LEAD, refused(founded, admit(PARTNER, AdmissionRole.LEAD)));
        assertEquals(
                CommunityDecider.Refusal.NOT_FOUNDED,
                refused(new Community.None(), admit(PARTNER, AdmissionRole.FUNDER)));
    }

    private static CommunityCommand found(Policy policy, boolean codeTaken) {
        return new CommunityCommand.Found("taff", "Taff", "Europe/London", LEAD, policy, codeTaken, false);
    }

    private static CommunityCommand admit(UUID agency, AdmissionRole role) {
        return new CommunityCommand.Admit(agency, Set.of(role));
    }

    private static Community after(Community community, CommunityCommand command) {
        var decision = CommunityDecider.decide(community, command);
        var after = community;
        for (var event : assertInstanceOf(CommunityDecider.Decision.Accepted.class, decision)
                .events()) {
            after = CommunityDecider.evolve(after, event);
        }
        return after;
    }

    private static CommunityDecider.Refusal refused(Community community, CommunityCommand command) {
        return assertInstanceOf(CommunityDecider.Decision.Rejected.class, CommunityDecider.decide(community, command))
                .refusal();
    }
}
