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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.access.SpentReferences;
import org.reciprocity.ledger.account.AccountIds;
import org.reciprocity.ledger.account.AccountKind;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;

/**
 * What is known before a proposal is decided.
 *
 * @param rules the rules that hold
 * @param parties what each party is
 * @param sees those of the participants whom the caller sees without leading the community
 * @param left the accounts of the parties that have left
 * @param refusal why there is nothing to decide
 */
record ProposalFacts(
        ExchangeCommand.Rules rules,
        Map<UUID, ExchangeCommand.Party> parties,
        Set<UUID> sees,
        Set<UUID> left,
        Optional<Problem> refusal) {

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

    /**
     * What was found of a proposal.
     *
     * @param row of itself; none where there is no such community
     * @param parties of it, in their order
     */
    record Found(Optional<Object[]> row, List<Party> parties) {}

    /**
     * A party.
     *
     * @param participant whether it is a participant
     * @param roles of an agency; none for what is none
     * @param seen whether the caller sees the participant without leading the community
     * @param left its account, if that is closed; null if it is not. That of an agency is the one which the exchange would move
     * @param person the person it is, if it is linked with other ids; null if it is not
     */
    private record Party(
            UUID id, boolean participant, Optional<List<String>> roles, boolean seen, UUID left, UUID person) {}

    /**
     * Looks up all of them at once, in order, and keeps the agencies that they name as they are until the transaction ends: nobody
     * takes the role from whom credit is spent with, ends an agency's admission or closes its account. That is a statement before
     * those that look, since each sees what was committed when it began.
     */
    static Uni<List<Found>> find(Sql sql, List<Proposal> proposals) {
        var agencies = new Kept();
        for (var proposal : proposals) {
            if (mayNameAgencies(proposal.terms().kind())) {
                for (var party : ExchangeStore.parties(proposal.terms())) {
                    agencies.add(proposal.community(), party);
                }
            }
        }
        return keep(sql, new Kept(), agencies).chain(() -> glance(sql, proposals));
    }

    /** Looks them up as they are now, by two statements that do not wait for each other. */
    static Uni<List<Found>> glance(Sql sql, List<Proposal> proposals) {
        return Uni.combine()
                .all()
                .unis(rows(sql, proposals), parties(sql, proposals))
                .with(ProposalFacts::found);
    }

    /**
     * Nobody whom a proposal names is erased until the transaction ends, nor is their account closed, though the proposal locks no account
     * because it moves nothing yet. What was looked up before is old.
     */
    static Uni<Void> keepPeople(Sql sql, List<Proposal> proposals) {
        var people = new Kept();
        for (var proposal : proposals) {
            named(proposal).forEach(party -> people.add(proposal.community(), party));
        }
        return keep(sql, people, new Kept());
    }

    private static Uni<Void> keep(Sql sql, Kept people, Kept agencies) {
        return people.isEmpty() && agencies.isEmpty()
                ? Uni.createFrom().voidItem()
                : sql.select(
                                ExchangeSql.KEEP,
                                people.communities(),
                                people.ids(),
                                agencies.communities(),
                                agencies.ids())
                        .replaceWithVoid();
    }

    /** Who is to be kept, each once. */
    private static final class Kept {
        private record One(UUID community, UUID id) {}

        private final Set<One> all = new LinkedHashSet<>();

        void add(UUID community, UUID id) {
            all.add(new One(community, id));
        }

        boolean isEmpty() {
            return all.isEmpty();
        }

        UUID[] communities() {
            return all.stream().map(One::community).toArray(UUID[]::new);
        }

        UUID[] ids() {
            return all.stream().map(One::id).toArray(UUID[]::new);
        }
    }

    /** Who gives or receives in a proposal, speaks for somebody who does, or records it by their own token, each once. */
    private static Set<UUID> named(Proposal proposal) {
        var named = new LinkedHashSet<>(List.of(ExchangeStore.parties(proposal.terms())));
        named.addAll(proposal.supporters());
        Optional.ofNullable(proposal.terms().bearer()).ifPresent(named::add);
        return named;
    }

    /** Whether a party to an exchange of the kind may be an agency. */
    private static boolean mayNameAgencies(Exchange.Kind kind) {
        return kind != Exchange.Kind.SERVICE && kind != Exchange.Kind.GIFT;
    }

    private static List<Found> found(Object[][] rows, List<List<Party>> parties) {
        var found = new ArrayList<Found>(rows.length);
        for (int i = 0; i < rows.length; i++) {
            found.add(new Found(Optional.ofNullable(rows[i]), parties.get(i)));
        }
        return found;
    }

    private static Uni<Object[][]> rows(Sql sql, List<Proposal> proposals) {
        int many = proposals.size();
        var places = new Integer[many];
        var communities = new UUID[many];
        var agencies = new UUID[many];
        var programmes = new UUID[many];
        var ids = new UUID[many];
        var references = new String[many];
        var cases = new UUID[many];
        for (int i = 0; i < many; i++) {
            var proposal = proposals.get(i);
            places[i] = i;
            communities[i] = proposal.community();
            agencies[i] = proposal.caller().agency();
            programmes[i] = proposal.terms().occasion().programme();
            ids[i] = proposal.idChosen() ? proposal.id() : null;
            references[i] = proposal.externalRef();
            cases[i] = proposal.terms().occasion().caseId();
        }
        return sql.select(ExchangeSql.PROPOSALS, places, communities, agencies, programmes, ids, references, cases)
                .map(rows -> {
                    var byPlace = new Object[many][];
                    rows.forEach(row -> byPlace[(Integer) row[0]] = row);
                    return byPlace;
                });
    }

    private static Uni<List<List<Party>>> parties(Sql sql, List<Proposal> proposals) {
        var places = new ArrayList<Integer>(2 * proposals.size());
        var communities = new ArrayList<UUID>(2 * proposals.size());
        var agencies = new ArrayList<UUID>(2 * proposals.size());
        var parties = new ArrayList<UUID>(2 * proposals.size());
        var theirs = new ArrayList<UUID>(2 * proposals.size());
        var agencysOwn = new ArrayList<UUID>(2 * proposals.size());
        for (int i = 0; i < proposals.size(); i++) {
            var proposal = proposals.get(i);
            var ofAgency = Parties.account(proposal.terms().kind(), ExchangeCommand.Party.REDEEMER);
            for (var party : named(proposal)) {
                places.add(i);
                communities.add(proposal.community());
                agencies.add(proposal.caller().agency());
                parties.add(party);
                theirs.add(AccountIds.of(proposal.community(), AccountKind.PARTICIPANT, party));
                agencysOwn.add(AccountIds.of(proposal.community(), ofAgency, party));
            }
        }
        return sql.select(
                        ExchangeSql.PARTIES,
                        places.toArray(Integer[]::new),
                        communities.toArray(UUID[]::new),
                        agencies.toArray(UUID[]::new),
                        parties.toArray(UUID[]::new),
                        theirs.toArray(UUID[]::new),
                        agencysOwn.toArray(UUID[]::new))
                .map(rows -> {
                    var byProposal = new ArrayList<List<Party>>(proposals.size());
                    for (int i = 0; i < proposals.size(); i++) {
                        byProposal.add(new ArrayList<>(2));
                    }
                    rows.forEach(row -> byProposal
                            .get((Integer) row[0])
                            .add(new Party(
                                    (UUID) row[1],
                                    (Boolean) row[2],
                                    Optional.ofNullable((String[]) row[3]).map(Arrays::asList),
                                    (Boolean) row[4],
                                    (UUID) row[5],
                                    (UUID) row[6])));
                    return byProposal;
                });
    }

    private static ProposalFacts refused(Problem problem) {
        return new ProposalFacts(null, Map.of(), Set.of(), Set.of(), Optional.of(problem));
    }

    /** Looks up those of one proposal, and keeps whom it names as they are until the transaction ends. */
    static Uni<ProposalFacts> of(Sql sql, Proposal proposal) {
        var one = List.of(proposal);
        return keepPeople(sql, one)
                .chain(() -> find(sql, one))
                .map(found -> of(found.getFirst(), proposal, new Since()));
    }

    /** What was found of a proposal says, and what was recorded since. */
    static ProposalFacts of(Found found, Proposal proposal, Since since) {
        if (found.row().isEmpty() || !(Boolean) found.row().get()[5]) {
            return refused(Problem.notFound("community", "communityId"));
        }
        var row = found.row().get();
        var terms = proposal.terms();
        if (terms.occasion().programme() != null && row[6] == null) {
            return refused(Problem.notFound("programme", "programmeId"));
        }
        if ((Boolean) row[7] || since.ids.contains(proposal.id())) {
            return refused(Problem.of(ProblemType.ID_IN_USE, "Choose another id, or leave it out."));
        }
        var existing = Optional.ofNullable((UUID) row[8])
                .or(() -> Optional.ofNullable(since.references.get(Since.reference(proposal))));
        if (existing.isPresent()) {
            return refused(Problem.of(
                            ProblemType.EXTERNAL_REF_IN_USE,
                            "Your agency has recorded an exchange under this reference.")
                    .with("existing", "/exchanges/" + existing.get()));
        }
        if ((Boolean) row[10]) {
            return refused(SpentReferences.problem());
        }
        var agency = proposal.caller().agency();
        var kinds = new HashMap<UUID, ExchangeCommand.Party>();
        var sees = new HashSet<UUID>();
        var left = new HashSet<UUID>();
        boolean leads = agency.equals(row[1]);
        boolean concerned = leads;
        UUID unknown = null;
        for (var party : found.parties()) {
            if (!terms.has(party.id())) {
                continue;
            }
            if (party.left() != null) {
                left.add(party.left());
            }
            if (party.participant()) {
                kinds.put(party.id(), ExchangeCommand.Party.PARTICIPANT);
                if (party.seen()) {
                    sees.add(party.id());
                    concerned = true;
                }
            } else if (party.roles().isPresent()) {
                kinds.put(
                        party.id(),
                        party.roles().get().contains("redeemer")
                                ? ExchangeCommand.Party.REDEEMER
                                : ExchangeCommand.Party.AGENCY);
                concerned |= party.id().equals(agency);
            } else if (party.id().equals(proposal.community())) {
                kinds.put(party.id(), ExchangeCommand.Party.COMMUNITY);
            } else if (unknown == null) {
                unknown = party.id();
            }
        }
        // Whom it does not concern is told the same of every party, or else which of them there are would be told.
        if (unknown != null || !concerned) {
            var party = concerned ? unknown : terms.legs().getFirst().provider();
            return refused(Problem.notFound("party", place(terms, party)));
        }
        boolean earnsCredit = row[6] == null || (Boolean) row[6];
        var rules =
                ExchangeService.rules(proposal.community(), row, 1, earnsCredit).knowing(persons(found));
        var refusal = unseenSupporter(proposal, found, leads).or(() -> unfit(terms, (UUID) row[9], (UUID[]) row[11]));
        if (refusal.isPresent()) {
            return refused(refusal.get());
        }
        return new ProposalFacts(rules, kinds, sees, left, Optional.empty());
    }

    /** Somebody who speaks for another is a participant whom the caller sees. */
    private static Optional<Problem> unseenSupporter(Proposal proposal, Found found, boolean leads) {
        var seen = found.parties().stream()
                .filter(party -> party.participant() && (leads || party.seen()))
                .map(Party::id)
                .collect(Collectors.toSet());
        var words = proposal.given();
        for (int i = 0; i < words.size(); i++) {
            var supporter = words.get(i).actor();
            if (supporter != null && !seen.contains(supporter)) {
                return Optional.of(Problem.notFound("participant", "confirmations[" + i + "].actorId"));
            }
        }
        return Optional.empty();
    }

    /** Why a case cannot be named: no time is given that would serve a duty, or it is not there for the caller, or about somebody else. */
    private static Optional<Problem> unfit(Exchange.Terms terms, UUID caseParticipant, UUID[] linked) {
        if (terms.occasion().caseId() == null) {
            return Optional.empty();
        }
        if (!terms.kind().timeWasGiven()) {
            return Optional.of(Problem.field("caseId", "none, but of a service, a contribution or a codesign"));
        }
        if (caseParticipant == null) {
            return Optional.of(Problem.notFound("case", "caseId"));
        }
        return terms.has(caseParticipant) || Stream.of(linked).anyMatch(terms::has)
                ? Optional.empty()
                : Optional.of(
                        Problem.of(ProblemType.CASE_OF_ANOTHER, "Its participant gives and receives nothing here.")
                                .with("field", "caseId"));
    }

    private static Map<UUID, UUID> persons(Found found) {
        return found.parties().stream()
                .filter(party -> party.person() != null)
                .collect(Collectors.toMap(Party::id, Party::person));
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
                ExchangeService.actor(proposal.caller(), sees),
                rules,
                parties,
                ExchangeStore.accounts(rules.community(), proposal.terms(), parties),
                left);
    }
}
