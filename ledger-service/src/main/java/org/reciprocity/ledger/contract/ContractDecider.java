package org.reciprocity.ledger.contract;

import java.util.List;
import java.util.UUID;

/** The rules of contracts. */
public final class ContractDecider {
    private ContractDecider() {}

    /** What a command comes to. */
    public sealed interface Decision {
        /** It happens. */
        record Accepted(List<ContractEvent> events) implements Decision {}

        /** It does not; {@code field} is the place in the request that it is about, or null. */
        record Rejected(Refusal refusal, String field) implements Decision {}
    }

    /** Why a command is refused. */
    public enum Refusal {
        /** Something is recorded under that id. */
        ID_IN_USE,
        /** There is no such contract. */
        NOT_LET,
        /** A contract is let and ended by its commissioner. */
        NOT_YOURS,
        /** A provider is not of this community. */
        AGENCY_UNKNOWN,
        /** A programme is not of this community. */
        PROGRAMME_UNKNOWN,
        /** Another contract of the community has the code. */
        CODE_IN_USE,
        /** The agency has used the reference for another. */
        REFERENCE_IN_USE,
        /** The last day is before the first. */
        DAYS_INVERTED,
        /** A target has a direction, and a direction a target. */
        TARGET_UNCLEAR,
        /** There is no such figure, to pay on or to measure by. */
        FIGURE_UNKNOWN,
        /** The figure that is paid on has no other figure of the catalogue beside it. */
        PAID_FIGURE_ALONE,
        /** It has been ended already. */
        ENDED_ALREADY,
        /** It ends on one of its own days. */
        DAY_OUTSIDE
    }

    private static Decision rejected(Refusal refusal, String field) {
        return new Decision.Rejected(refusal, field);
    }

    /** Decides. */
    public static Decision decide(Contract contract, ContractCommand command) {
        return switch (command) {
            case ContractCommand.Let let ->
                contract instanceof Contract.None ? let(let) : rejected(Refusal.ID_IN_USE, null);
            case ContractCommand.End end ->
                switch (contract) {
                    case Contract.None none -> rejected(Refusal.NOT_LET, null);
                    case Contract.Let(Contract.Terms terms) -> end(terms, end);
                    case Contract.Ended ended ->
                        isCommissioner(ended.terms(), end.caller())
                                ? rejected(Refusal.ENDED_ALREADY, null)
                                : rejected(Refusal.NOT_YOURS, null);
                };
        };
    }

    private static boolean isCommissioner(Contract.Terms terms, UUID caller) {
        return terms.commissioner().equals(caller);
    }

    private static Decision let(ContractCommand.Let let) {
        var terms = let.terms();
        var known = let.known();
        if (!isCommissioner(terms, let.caller())) {
            return rejected(Refusal.NOT_YOURS, null);
        }
        if (!known.programmes().containsAll(terms.programmes())) {
            return rejected(Refusal.PROGRAMME_UNKNOWN, "programmeIds");
        }
        if (!known.admitted().containsAll(terms.providers())) {
            return rejected(Refusal.AGENCY_UNKNOWN, "providerIds");
        }
        if (known.codeTaken()) {
            return rejected(Refusal.CODE_IN_USE, "code");
        }
        if (known.referenceTaken()) {
            return rejected(Refusal.REFERENCE_IN_USE, null);
        }
        if (terms.to().isBefore(terms.from())) {
            return rejected(Refusal.DAYS_INVERTED, "to");
        }
        for (int i = 0; i < terms.domains().size(); i++) {
            var domain = terms.domains().get(i);
            if ((domain.target() == null) != (domain.direction() == null)) {
                return rejected(
                        Refusal.TARGET_UNCLEAR,
                        "domains[" + i + "]." + (domain.target() == null ? "target" : "direction"));
            }
            if (domain.measuredBy().kind().equals("figure")
                    && !known.figures().contains(domain.measuredBy().code())) {
                return rejected(Refusal.FIGURE_UNKNOWN, "domains[" + i + "].measuredBy.code");
            }
        }
        if (!known.figures().contains(terms.paidOn())) {
            return rejected(Refusal.FIGURE_UNKNOWN, "paidOn");
        }
        return terms.counterFigure() == null
                        || terms.counterFigure().equalsIgnoreCase(terms.paidOn())
                        || !known.figures().contains(terms.counterFigure())
                ? rejected(Refusal.PAID_FIGURE_ALONE, "counterFigure")
                : new Decision.Accepted(List.of(new ContractEvent.Let(terms)));
    }

    private static Decision end(Contract.Terms terms, ContractCommand.End end) {
        if (!isCommissioner(terms, end.caller())) {
            return rejected(Refusal.NOT_YOURS, null);
        }
        return end.endedOn().isBefore(terms.from()) || end.endedOn().isAfter(terms.to())
                ? rejected(Refusal.DAY_OUTSIDE, "endedOn")
                : new Decision.Accepted(List.of(new ContractEvent.Ended(end.endedOn(), end.reason())));
    }

    /** The contract after an event. */
    public static Contract evolve(Contract contract, ContractEvent event) {
        return switch (event) {
            case ContractEvent.Let(Contract.Terms terms) -> new Contract.Let(terms);
            case ContractEvent.Ended ended ->
                switch (contract) {
                    case Contract.Let(Contract.Terms terms) ->
                        new Contract.Ended(terms, ended.endedOn(), ended.reason());
                    case Contract.None none -> throw new IllegalStateException("It ended before it was let");
                    case Contract.Ended before -> throw new IllegalStateException("It ended twice");
                };
        };
    }
}
