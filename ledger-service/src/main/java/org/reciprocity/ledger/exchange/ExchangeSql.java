package org.reciprocity.ledger.exchange;

/** The statements of exchanges. */
final class ExchangeSql {
    /**
     * All that has to be known to decide a proposal: $1 community, $2 caller's agency, $3 programme, $4 id, $5 reference, $6
     * parties. A row for each party.
     */
    static final String FACTS = """
            select c.lead_agency_id, c.max_leg, c.tolerance, c.confirmation,
                   exists(select from admission m where m.community_id = c.id and m.agency_id = $2),
                   g.id is not null, coalesce(g.earns_credit, true),
                   exists(select from event v where v.stream = $4),
                   (select e.id from exchange e where e.recorded_by = $2 and e.external_ref = $5),
                   x.party, p.id is not null, a.roles,
                   coalesce($2 in (p.agency_id, c.lead_agency_id), false)
                     or exists(select from enrolment n
                               where n.community_id = c.id and n.participant_id = p.id and n.agency_id = $2)
            from community c
            cross join unnest($6::uuid[]) as x(party)
            left join programme g on g.community_id = c.id and g.id = $3
            left join participant p on p.community_id = c.id and p.id = x.party
            left join admission a on a.community_id = c.id and a.agency_id = x.party
            where c.id = $1
            """;

    /**
     * An exchange that the caller may see, with the rules it is decided by: $1 exchange, $2 caller's agency. Visible to whom
     * recorded it, to the lead, to agencies that are party to it, and to those that see a participant in it.
     */
    static final String FIND = """
            select e.community_id, c.lead_agency_id, c.max_leg, c.tolerance, c.confirmation,
                   coalesce(g.earns_credit, true)
            from exchange e
            join community c on c.id = e.community_id
            left join programme g on g.community_id = e.community_id and g.id = e.programme_id
            where e.id = $1
              and ($2 in (e.recorded_by, c.lead_agency_id)
                   or exists (
                       select from exchange_party y
                       left join participant p on p.community_id = y.community_id and p.id = y.party_id
                       where y.exchange_id = e.id
                         and ($2 in (y.party_id, p.agency_id)
                              or exists (select from enrolment n
                                         where n.community_id = y.community_id and n.participant_id = y.party_id
                                           and n.agency_id = $2))))
            """;

    /** The stream is locked by its row. */
    static final String LOCK = """
            with locked as materialized (select id from exchange where community_id = $1 and id = $2 for update)
            select clock_timestamp() from locked
            """;

    static final String INSERT = """
            with recorded as (
                insert into exchange (community_id, id, kind, state, programme_id, recorded_by, external_ref,
                                      occurred_at, recorded_at, version, case_id)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $12)
                returning number)
            insert into exchange_party (community_id, party_id, number, exchange_id)
            select $1, x.party, r.number, $2 from recorded r, unnest($11::uuid[]) as x(party)
            """;

    static final String UPDATE = """
            update exchange set state = $3, version = $4 where community_id = $1 and id = $2
            """;

    /** The clock, where no account is locked. */
    static final String NOW = "select clock_timestamp()";

    /** The events of several exchanges. */
    static final String STREAMS = """
            select stream, type, recorded_at, body from event where stream = any($1::uuid[]) order by stream, version
            """;

    /**
     * A page of exchanges that the caller may see: $1 community, $2 caller's agency, $3 whether it leads, $4 number, $5 rows,
     * then the filters, null for none: $6 programme, $7 party, $8 kind, $9 state, $10 from, $11 to.
     */
    static final String LIST = """
            select e.id, e.number
            from exchange e
            where e.community_id = $1 and e.number < $4
              and ($6::uuid is null or e.programme_id = $6)
              and ($7::uuid is null or exists (
                      select from exchange_party y
                      where y.community_id = $1 and y.party_id = $7 and y.number = e.number))
              and ($8::text is null or e.kind = $8)
              and ($9::text is null or e.state = $9)
              and ($10::timestamptz is null or e.occurred_at >= $10)
              and ($11::timestamptz is null or e.occurred_at < $11)
              and ($3 or e.recorded_by = $2 or exists (
                      select from exchange_party y
                      left join participant p on p.community_id = y.community_id and p.id = y.party_id
                      where y.exchange_id = e.id
                        and ($2 in (y.party_id, p.agency_id)
                             or exists (select from enrolment n
                                        where n.community_id = y.community_id and n.participant_id = y.party_id
                                          and n.agency_id = $2))))
            order by e.number desc
            limit $5
            """;

    private ExchangeSql() {}
}
