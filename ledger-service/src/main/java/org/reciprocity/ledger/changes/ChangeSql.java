package org.reciprocity.ledger.changes;

import java.util.List;
import java.util.stream.Collectors;

/** The statement that reads a page of the log for an agency: which events it sees, by what its token and the registry say now. */
final class ChangeSql {
    private static final String NAME = "org.reciprocity.";

    /** An event of an agency itself, which is above communities: seen by itself, and by those that share a community with it. */
    private static final String AGENCY = """
            (e.stream = $1 or exists (
                select from admission a join mine n on n.community_id = a.community_id where a.agency_id = e.stream))
            """;

    private static final String OF_PARTICIPANT = sees("e.key::uuid");

    /** Bands are for the agency that asked the person, and the lead. */
    private static final String BANDED = "exists (select from participant p where p.community_id = e.chain"
            + " and p.id = e.key::uuid and p.agency_id = $1)";

    private static final String LINK = "exists (select from participant_link l where l.community_id = e.chain"
            + " and l.id = e.stream and " + sees("l.one") + " and " + sees("l.other") + ")";

    private static final String ENROLMENT = "exists (select from enrolment n where n.community_id = e.chain"
            + " and n.id = e.stream and " + sees("n.participant_id") + ")";

    private static final String ACCOUNT = "exists (select from account a where a.community_id = e.chain"
            + " and a.id = e.stream and (a.owner_id = $1 or a.kind in ('pot', 'issuance', 'clearing') or "
            + sees("a.owner_id") + "))";

    private static final String EXCHANGE = "exists (select from exchange x where x.community_id = e.chain"
            + " and x.id = e.stream and (x.recorded_by = $1 or exists (select from unnest(x.parties) as y(party_id)"
            + " where y.party_id = $1 or " + sees("y.party_id") + ")))";

    private static final String CASE = """
            exists (select from case_file k
                    where k.community_id = e.chain and k.id = e.stream and $1 in (k.agency_id, k.programme_agency_id))
            """;

    private static final String OF_CASE = """
            exists (select from case_file k
                    where k.community_id = e.chain and k.id = o.case_id and $1 in (k.agency_id, k.programme_agency_id))
            """;

    private static final String HOLD = "exists (select from hold h where h.community_id = e.chain and h.id = e.stream"
            + " and ($1 in (h.recorded_by, h.agency_id) or " + sees("h.participant_id") + "))";

    private static final String TICKET = "exists (select from ticket t where t.community_id = e.chain"
            + " and t.id = e.stream and (t.agency_id = $1 or " + sees("t.participant_id") + "))";

    /** What is told of money, of contracts and of claims: to stewards of every agency of the community. */
    static final List<String> STEWARDS = List.of(
            "cost-borne.%", "benefit-accrued.%", "unit-cost-%", "deflator-%", "contract-%", "appraisal-%", "claim-%");

    private static final String FOR_STEWARDS = STEWARDS.stream()
            .map(name -> "e.type like '" + NAME + name + "'")
            .collect(Collectors.joining(
                    " or ",
                    "e.topic = 'reciprocity.outcomes.v1' and (",
                    " or (e.type like '" + NAME + "outcome-withdrawn.%' and exists (select from money_fact f"
                            + " where f.community_id = e.chain and f.id = e.stream)))"));

    /** The tables of what can be withdrawn as an outcome. */
    private static final List<String> WITHDRAWABLE = List.of("measure", "service_use", "follow_up");

    /**
     * Events of a kind.
     *
     * @param types what their types are like, without the prefix that all have
     * @param seen whether an agency that does not lead the community sees one
     */
    record Kind(String types, String seen) {}

    /** The first that fits counts. What is none of these, nor for stewards, is the lead's alone. */
    static final List<Kind> KINDS = List.of(
            new Kind("community-%", "true"),
            new Kind("agency-%", "true"),
            new Kind("programme-%", "true"),
            new Kind("participant-banded.%", BANDED),
            new Kind("participant-enrolled.%", ENROLMENT),
            new Kind("participant-%", OF_PARTICIPANT),
            new Kind("participants-%", LINK),
            new Kind("enrolment-%", ENROLMENT),
            new Kind("consent-%", OF_PARTICIPANT),
            new Kind("clearance-%", OF_PARTICIPANT),
            new Kind("training-%", OF_PARTICIPANT),
            new Kind("account-%", ACCOUNT),
            new Kind("transfer-limit-%", "true"),
            new Kind("exchange-%", EXCHANGE),
            new Kind("redemption-offer-%", "true"),
            new Kind("hold-%", HOLD),
            new Kind("ticket-%", TICKET),
            new Kind("case-%", CASE),
            new Kind("measure-%", outcome("measure")),
            new Kind("service-use-%", outcome("service_use")),
            new Kind("follow-up-%", outcome("follow_up")),
            new Kind(
                    "outcome-withdrawn%",
                    WITHDRAWABLE.stream().map(ChangeSql::outcome).collect(Collectors.joining(" or ", "(", ")"))),
            new Kind("instrument-%", "true"));

    /**
     * A page: $1 the agency, $2 the sequence after which it begins, $3 how many entries of the log are looked at, $4 whether
     * clearances are shown, $5 how many events are given at most, $6 how many bytes of bodies about, $7 whether the token is a steward's. There is a row even
     * where nothing is seen: it begins with the last sequence that was looked at, and how many were. The events are filtered
     * in the order of the log, so that no more are looked at than are needed.
     */
    static final String PAGE = """
            with mine as materialized (
                select a.community_id, c.lead_agency_id = $1 as leads
                from admission a join community c on c.id = a.community_id
                where a.agency_id = $1),
            span as materialized (
                select max(sequence) as through, count(*) as looked
                from (select sequence from log_entry where sequence > $2 order by sequence limit $3) as l)
            select span.through, span.looked, s.given, s.sequence, s.event_id, s.type, s.chain, s.version, s.key,
                   s.recorded_at, s.body
            from span
            left join lateral (
                select x.*, count(*) over () as given,
                       sum(octet_length(x.body)) over (order by x.sequence) - octet_length(x.body) as before
                from (select l.sequence, e.event_id, e.type, e.chain, e.version, e.key, e.recorded_at, e.body
                      from log_entry l
                      join event e on e.id = l.event
                      where l.sequence > $2 and l.sequence <= span.through and :visible
                      order by l.sequence
                      limit $5) as x) as s on s.before < $6
            order by s.sequence
            """.replace(":visible", visible());

    private ChangeSql() {}

    /** Whether the agency sees a participant of the event's community. */
    private static String sees(String participant) {
        return "exists (select from participant_sight s where s.community_id = e.chain and s.participant_id = "
                + participant + " and s.agency_id = $1)";
    }

    private static String visible() {
        var clearance = "e.type like '" + NAME + "clearance-%'";
        return "case when " + FOR_STEWARDS
                + " then $7 and exists (select from mine m where m.community_id = e.chain) else "
                + "case (select m.leads from mine m where m.community_id = e.chain)"
                + " when true then $4 or not " + clearance
                + " when false then case when " + clearance + " and not $4 then false"
                + KINDS.stream()
                        .map(kind -> " when e.type like '" + NAME + kind.types() + "' then " + kind.seen())
                        .collect(Collectors.joining())
                + " else false end"
                + " else e.chain = '00000000-0000-0000-0000-000000000000' and " + AGENCY + " end end";
    }

    /** Who sees a participant need not see the participant's cases, nor what came of them. */
    private static String outcome(String table) {
        var theirs = table.equals("follow_up")
                ? "case when o.case_id is null then " + sees("o.participant_id") + " else " + OF_CASE + " end"
                : sees("o.participant_id");
        return "exists (select from " + table + " o join programme g on g.community_id = o.community_id"
                + " and g.id = o.programme_id where o.community_id = e.chain and o.id = e.stream"
                + " and ($1 in (o.recorded_by, g.agency_id) or " + theirs + "))";
    }
}
