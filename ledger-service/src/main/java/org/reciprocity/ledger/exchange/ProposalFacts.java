package org.reciprocity.ledger.exchange;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;

/**
 * What is known before a proposal is decided.
 *
 * @param rules the rules that hold
 * @param parties what each party is
 * @param refusal why there is nothing to decide
 */
record ProposalFacts(ExchangeCommand.Rules rules, Map<UUID, ExchangeCommand.Party> parties, Optional<Problem> refusal) {

    /** What was recorded since the facts were looked up: by proposals before this one in the same transaction. */
    static final class Since {
        private final Set<UUID> ids = new HashSet<>();
        private final Map<Reference, UUID> references = new HashMap<>();

        private record Reference(UUID agency, String text) {}

        void add(Proposal proposal) {
            ids.add(proposal.id());
            if (proposal.externalRef() != null) {
                references.put(reference(proposal), proposal.id());
            }
        }

        private static Reference reference(Proposal proposal) {
            return new Reference(proposal.caller().agency(), proposal.externalRef());
        }
    }

    /** Looks up all of them at once: the rows of each, in order. */
    static Uni<List<List<Object[]>>> rows(Sql sql, List<Proposal> proposals) {
        int many = proposals.size();
        var places = new Integer[many];
        var communities = new UUID[many];
        var agencies = new UUID[many];
        var programmes = new UUID[many];
        var ids = new UUID[many];
        var references = new String[many];
        var cases = new UUID[many];
        var partyPlaces = new ArrayList<Integer>(2 * many);
        var parties = new ArrayList<UUID>(2 * many);
        for (int i = 0; i < many; i++) {
            var proposal = proposals.get(i);
            places[i] = i;
            communities[i] = proposal.community();
            agencies[i] = proposal.caller().agency();
            programmes[i] = proposal.terms().occasion().programme();
            ids[i] = proposal.idChosen() ? proposal.id() : null;
            references[i] = proposal.externalRef();
            cases[i] = proposal.terms().occasion().caseId();
            var named = new LinkedHashSet<>(List.of(ExchangeStore.parties(proposal.terms())));
            named.addAll(proposal.supporters());
            for (var party : named) {
                partyPlaces.add(i);
                parties.add(party);
            }
        }
        return sql.select(
                        ExchangeSql.FACTS,
                        places,
                        communities,
                        agencies,
                        programmes,
                        ids,
                        references,
                        partyPlaces.toArray(Integer[]::new),
                        parties.toArray(UUID[]::new),
                        cases)
                .map(rows -> {
                    var byProposal = new ArrayList<List<Object[]>>(many);
                    for (int i = 0; i < many; i++) {
                        byProposal.add(new ArrayList<>(2));
                    }
                    rows.forEach(row -> byProposal.get((Integer) row[13]).add(row));
                    return byProposal;
                });
    }

    private static ProposalFacts refused(Problem problem) {
        return new ProposalFacts(null, Map.of(), Optional.of(problem));
    }

    /** Looks up those of one proposal. */
    static Uni<ProposalFacts> of(Sql sql, Proposal proposal) {
        return rows(sql, List.of(proposal)).map(rows -> of(rows.getFirst(), proposal, new Since()));
    }

    /** What the rows of a proposal say, and what was recorded since. */
    static ProposalFacts of(List<Object[]> rows, Proposal proposal, Since since) {
        if (rows.isEmpty() || !(Boolean) rows.getFirst()[4]) {
            return refused(Problem.notFound("community"));
        }
        var first = rows.getFirst();
        var terms = proposal.terms();
        if (terms.occasion().programme() != null && !(Boolean) first[5]) {
            return refused(Problem.notFound("programme"));
        }
        if ((Boolean) first[7] || since.ids.contains(proposal.id())) {
            return refused(Problem.of(ProblemType.ID_IN_USE, "Choose another id, or leave it out."));
        }
        var existing = Optional.ofNullable((UUID) first[8])
                .or(() -> Optional.ofNullable(since.references.get(Since.reference(proposal))));
        if (existing.isPresent()) {
            return refused(Problem.of(
                            ProblemType.EXTERNAL_REF_IN_USE,
                            "Your agency has recorded an exchange under this reference.")
                    .with("existing", "/exchanges/" + existing.get()));
        }
        var agency = proposal.caller().agency();
        var kinds = new HashMap<UUID, ExchangeCommand.Party>();
        boolean concerned = agency.equals(first[0]);
        for (var row : rows) {
            var party = (UUID) row[9];
            if (proposal.supporters().contains(party) && !((Boolean) row[10] && (Boolean) row[12])) {
                return refused(Problem.notFound("participant"));
            }
            if (!terms.has(party)) {
                continue;
            }
            if ((Boolean) row[10]) {
                kinds.put(party, ExchangeCommand.Party.PARTICIPANT);
                concerned |= (Boolean) row[12];
            } else if (row[11] != null) {
                kinds.put(
                        party,
                        Arrays.asList((String[]) row[11]).contains("redeemer")
                                ? ExchangeCommand.Party.REDEEMER
                                : ExchangeCommand.Party.AGENCY);
                concerned |= party.equals(agency);
            } else if (party.equals(proposal.community())) {
                kinds.put(party, ExchangeCommand.Party.COMMUNITY);
            } else {
                return refused(Problem.notFound("party").with("field", place(terms, party)));
            }
        }
        var caseRefusal = unfit(terms, (UUID) first[14]);
        if (caseRefusal.isPresent()) {
            return refused(caseRefusal.get());
        }
        if (!concerned) {
            return refused(Problem.notFound("party")
                    .with("field", place(terms, terms.legs().getFirst().provider())));
        }
        return new ProposalFacts(
                ExchangeService.rules(proposal.community(), first, 0, (Boolean) first[6]), kinds, Optional.empty());
    }

    /** Why a case cannot be named: it is not there for the caller, or it is about somebody else. */
    private static Optional<Problem> unfit(Exchange.Terms terms, UUID caseParticipant) {
        if (terms.occasion().caseId() == null) {
            return Optional.empty();
        }
        if (caseParticipant == null) {
            return Optional.of(Problem.notFound("case").with("field", "caseId"));
        }
        return terms.has(caseParticipant)
                ? Optional.empty()
                : Optional.of(
                        Problem.of(ProblemType.CASE_OF_ANOTHER, "Its participant gives and receives nothing here.")
                                .with("field", "caseId"));
    }

    private static String place(Exchange.Terms terms, UUID party) {
        for (int i = 0; i < terms.legs().size(); i++) {
            var leg = terms.legs().get(i);
            if (leg.has(party)) {
                return terms.occasion().session()
                        ? "session"
                        : "legs[" + i + "]." + (leg.provider().equals(party) ? "providerId" : "receiverId");
            }
        }
        return "legs";
    }

    /** The command that the proposal is, under these facts. */
    ExchangeCommand.Propose command(Proposal proposal) {
        return new ExchangeCommand.Propose(
                proposal.terms(),
                proposal.given(),
                ExchangeService.actor(proposal.caller()),
                rules,
                parties,
                ExchangeStore.accounts(rules.community(), proposal.terms(), parties));
    }
}
