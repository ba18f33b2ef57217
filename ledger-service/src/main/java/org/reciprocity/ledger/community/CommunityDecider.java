package org.reciprocity.ledger.community;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules of founding a community, of admitting agencies to it and of their leaving. */
public final class CommunityDecider {
    private CommunityDecider() {}

    /** What a command comes to. */
    public sealed interface Decision {
        /** It happens. */
        record Accepted(List<CommunityEvent> events) implements Decision {}

        /** It does not. */
        record Rejected(Refusal refusal) implements Decision {}
    }

    /** Why a command is refused. */
    public enum Refusal {
        /** There is a community of that id. */
        ID_IN_USE,
        /** There is a community of that code. */
        CODE_IN_USE,
        /** The caller has used the reference for another. */
        REFERENCE_IN_USE,
        /** The policy contradicts itself. */
        POLICY_IMPOSSIBLE,
        /** Nobody has founded it. */
        NOT_FOUNDED,
        /** The agency has all of these roles. */
        ALREADY_ADMITTED,
        /** A community has one lead, from its founding. */
        ONE_LEAD,
        /** The agency takes no part in the community. */
        NOT_ADMITTED,
        /** It has not all of these roles. */
        ROLE_NOT_HELD,
        /** It would have none left. */
        LAST_ROLE,
        /** It is owed something for what it redeemed. */
        REDEMPTIONS_OWED,
        /** It owes something for what it redeemed. */
        OWES_THE_COMMUNITY,
        /** Minutes are held for it. */
        HOLDS_OPEN,
        /** Offers of it are open. */
        OFFERS_OPEN,
        /** A redemption with it waits. */
        REDEMPTIONS_WAIT,
        /** The lead runs the community for as long as there is one. */
        LEAD_STAYS,
        /** Its account would be left with a balance that nobody can reach. */
        BALANCE_LEFT,
        /** An exchange would wait for the word of somebody who is gone. */
        EXCHANGES_WAIT,
        /** Somebody would be left alone in a case. */
        CASES_OPEN
    }

    /** Decides. */
    public static Decision decide(Community community, CommunityCommand command) {
        return switch (command) {
            case CommunityCommand.Found found ->
                switch (community) {
                    case Community.Founded already -> new Decision.Rejected(Refusal.ID_IN_USE);
                    case Community.None none -> found(found);
                };
            case CommunityCommand.SetPolicy set ->
                switch (community) {
                    case Community.None none -> new Decision.Rejected(Refusal.NOT_FOUNDED);
                    case Community.Founded founded ->
                        set.policy().possible()
                                ? new Decision.Accepted(List.of(new CommunityEvent.PolicySet(set.policy())))
                                : new Decision.Rejected(Refusal.POLICY_IMPOSSIBLE);
                };
            case CommunityCommand.Admit admit ->
                switch (community) {
                    case Community.None none -> new Decision.Rejected(Refusal.NOT_FOUNDED);
                    case Community.Founded founded -> admit(founded, admit);
                };
            case CommunityCommand.TakeBack back ->
                switch (community) {
                    case Community.None none -> new Decision.Rejected(Refusal.NOT_FOUNDED);
                    case Community.Founded founded -> takeBack(founded, back);
                };
            case CommunityCommand.End end ->
                switch (community) {
                    case Community.None none -> new Decision.Rejected(Refusal.NOT_FOUNDED);
                    case Community.Founded founded -> end(founded, end);
                };
        };
    }

    private static Decision found(CommunityCommand.Found found) {
        if (found.referenceTaken()) {
            return new Decision.Rejected(Refusal.REFERENCE_IN_USE);
        }
        if (found.codeTaken()) {
            return new Decision.Rejected(Refusal.CODE_IN_USE);
        }
        if (!found.policy().possible()) {
            return new Decision.Rejected(Refusal.POLICY_IMPOSSIBLE);
        }
        return new Decision.Accepted(List.of(
                new CommunityEvent.Founded(found.code(), found.name(), found.timeZone(), found.lead(), found.policy()),
                new CommunityEvent.AgencyAdmitted(found.lead(), Set.of(AdmissionRole.LEAD))));
    }

    private static Decision admit(Community.Founded community, CommunityCommand.Admit admit) {
        if (admit.roles().contains(AdmissionRole.LEAD)) {
            return new Decision.Rejected(Refusal.ONE_LEAD);
        }
        var before = community.admitted().getOrDefault(admit.agency(), Set.of());
        if (before.containsAll(admit.roles())) {
            return new Decision.Rejected(Refusal.ALREADY_ADMITTED);
        }
        var after = EnumSet.copyOf(admit.roles());
        after.addAll(before);
        return new Decision.Accepted(List.of(new CommunityEvent.AgencyAdmitted(admit.agency(), after)));
    }

    private static Decision takeBack(Community.Founded community, CommunityCommand.TakeBack back) {
        if (back.roles().contains(AdmissionRole.LEAD)) {
            return new Decision.Rejected(Refusal.ONE_LEAD);
        }
        var before = community.admitted().getOrDefault(back.agency(), Set.of());
        if (before.isEmpty()) {
            return new Decision.Rejected(Refusal.NOT_ADMITTED);
        }
        if (!before.containsAll(back.roles())) {
            return new Decision.Rejected(Refusal.ROLE_NOT_HELD);
        }
        if (before.size() == back.roles().size()) {
            return new Decision.Rejected(Refusal.LAST_ROLE);
        }
        if (back.roles().contains(AdmissionRole.REDEEMER) && !back.redeems().isEmpty()) {
            return new Decision.Rejected(redeems(back.redeems()));
        }
        var after = EnumSet.copyOf(before);
        after.removeAll(back.roles());
        return new Decision.Accepted(List.of(new CommunityEvent.AgencyAdmitted(back.agency(), after)));
    }

    /** What is to be ended first. */
    private static Refusal redeems(Set<Redeeming> redeems) {
        return switch (Collections.min(redeems)) {
            case OWED -> Refusal.REDEMPTIONS_OWED;
            case OWING -> Refusal.OWES_THE_COMMUNITY;
            case HELD -> Refusal.HOLDS_OPEN;
            case OFFERED -> Refusal.OFFERS_OPEN;
            case WAITING -> Refusal.REDEMPTIONS_WAIT;
        };
    }

    private static Decision end(Community.Founded community, CommunityCommand.End end) {
        if (end.agency().equals(community.lead())) {
            return new Decision.Rejected(Refusal.LEAD_STAYS);
        }
        if (!community.admitted().containsKey(end.agency())) {
            return new Decision.Rejected(Refusal.NOT_ADMITTED);
        }
        if (end.open().exchanges()) {
            return new Decision.Rejected(Refusal.EXCHANGES_WAIT);
        }
        if (!end.open().redeems().isEmpty()) {
            return new Decision.Rejected(redeems(end.open().redeems()));
        }
        if (end.open().balance()) {
            return new Decision.Rejected(Refusal.BALANCE_LEFT);
        }
        return end.open().cases()
                ? new Decision.Rejected(Refusal.CASES_OPEN)
                : new Decision.Accepted(List.of(new CommunityEvent.AgencyLeft(end.agency(), end.reason())));
    }

    /** The community after an event. */
    public static Community evolve(Community community, CommunityEvent event) {
        return switch (event) {
            case CommunityEvent.Founded founded -> new Community.Founded(founded.lead(), founded.policy(), Map.of());
            case CommunityEvent.PolicySet set ->
                switch (community) {
                    case Community.None none -> throw new IllegalStateException("No community was given rules");
                    case Community.Founded founded ->
                        new Community.Founded(founded.lead(), set.policy(), founded.admitted());
                };
            case CommunityEvent.AgencyAdmitted admitted ->
                switch (community) {
                    case Community.None none ->
                        throw new IllegalStateException("An agency was admitted to no community");
                    case Community.Founded founded -> {
                        var agencies = new HashMap<>(founded.admitted());
                        agencies.put(admitted.agency(), Set.copyOf(admitted.roles()));
                        yield new Community.Founded(founded.lead(), founded.policy(), Map.copyOf(agencies));
                    }
                };
            case CommunityEvent.AgencyLeft left ->
                switch (community) {
                    case Community.None none -> throw new IllegalStateException("An agency left no community");
                    case Community.Founded founded -> {
                        var agencies = new HashMap<>(founded.admitted());
                        agencies.remove(left.agency());
                        yield new Community.Founded(founded.lead(), founded.policy(), Map.copyOf(agencies));
                    }
                };
        };
    }
}
