package org.reciprocity.ledger.exchange;

/** The statements of exchanges. */
final class ExchangeSql {
    /**
     * What has to be known of proposals: of each $1 its place, $2 community, $3 caller's agency, $4 programme, $5 id if the client chose
     * it, $6 reference, $7 case. A row for each whose community there is.
     *
     * <p>Everything is looked up by its id, whatever statistics the planner has: by an index of the community it would go through all
     * that a community has, for each. That is why communities are compared in a way that no index serves.
     */
    static final String PROPOSALS = """
            select i.place, c.lead_agency_id, c.max_leg, c.tolerance, c.confirmation,
                   exists(select from admission m where m.community_id = c.id and m.agency_id = i.agency),
                   (select g.earns_credit from programme g
                    where g.id = i.programme and g.community_id is not distinct from c.id),
                   exists(select from event v where v.stream = i.id),
                   (select e.id from exchange e where e.recorded_by = i.agency and e.external_ref = i.reference),
                   (select f.participant_id from case_file f
                    where f.id = i.case_file and f.community_id is not distinct from c.id and f.state <> 'declined'
                      and i.agency in (f.agency_id, f.programme_agency_id, c.lead_agency_id)),
                   reference_spent('exchange', i.agency, i.reference),
                   case when i.case_file is null then '{}'::uuid[]
                        else array(select o.participant_id from case_file f
                                   join participant_class k on k.community_id = f.community_id
                                     and k.participant_id = f.participant_id
                                   join participant_class o on o.community_id = k.community_id and o.class = k.class
                                   where f.id = i.case_file)
                   end
            from unnest($1::integer[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::uuid[])
                 as i(place, community, agency, programme, id, reference, case_file)
            join community c on c.id = i.community
            """;

    /**
     * What the parties of proposals are, participants who speak for a party among them: of each $1 its proposal's place, $2 community and
     * $3 caller's agency, $4 its id, and its account's id, were it $5 a participant or $6 an agency. A row for each, in their order:
     * whether it is a participant, its roles if it is an agency, whether the caller sees the participant without leading the
     * community, its account if that is closed, and the person it is if it is linked with other ids.
     */
    static final String PARTIES = """
            select x.place, x.party, p.agency_id is not null,
                   (select a.roles from admission a where a.community_id = x.community and a.agency_id = x.party),
                   coalesce(
                       p.agency_id = x.agency
                         or exists(select from participant_sight s
                                   where s.community_id = x.community and s.participant_id = x.party
                                     and s.agency_id = x.agency),
                       false),
                   (select a.id from account a
                    where a.id = case when p.agency_id is null then x.of_agency else x.of_participant end
                      and a.status = 'closed'),
                   (select k.class from participant_class k
                    where k.community_id = x.community and k.participant_id = x.party)
            from unnest($1::integer[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[]) with ordinality
                 as x(place, community, agency, party, of_participant, of_agency, number)
            left join lateral (
                select agency_id from participant
                where id = x.party and community_id is not distinct from x.community and erased_at is null
                limit 1) p on true
            order by x.number
            """;

    /**
     * Keeps those whom proposals name as they are until the transaction ends: of $1 its community, $2 a participant or somebody else,
     * who is neither erased nor has the account closed; of $3 its community, $4 an agency or somebody else, whose account is not
     * closed, and from whom neither a role nor the admission is taken. Whoever does that locks the row first, so that what was
     * recorded before is there to be seen, and what is looked up after this is as it stays.
     */
    static final String KEEP = """
            with people as materialized (
                select p.id from unnest($1::uuid[], $2::uuid[]) as k(community, id)
                join participant p on p.id = k.id and p.community_id is not distinct from k.community
                order by p.id
                for share of p),
            agencies as materialized (
                select a.agency_id from admission a
                where (a.community_id, a.agency_id) in (select * from unnest($3::uuid[], $4::uuid[]))
                order by a.community_id, a.agency_id
                for share)
            select (select count(*) from people), (select count(*) from agencies)
            """;

    private static final String FOUND = """
            e.community_id, c.lead_agency_id, c.max_leg, c.tolerance, c.confirmation, coalesce(g.earns_credit, true)
            """;

    private static final String FINDABLE = """
            from exchange e
            join community c on c.id = e.community_id
            left join programme g on g.community_id = e.community_id and g.id = e.programme_id
            where e.id = $1
              and ($2 in (e.recorded_by, c.lead_agency_id)
                   or $2 = any(e.parties)
                   or exists (
                       select from unnest(e.parties) as y(party_id), lateral (
                           select from participant_sight s
                           where s.community_id = e.community_id and s.participant_id = y.party_id and s.agency_id = $2
                           limit 1) as seen))
            """;

    /**
     * An exchange that the caller may see, with the rules it is decided by: $1 exchange, $2 caller's agency. Visible to whom
     * recorded it, to the lead, to agencies that are party to it, and to those that see a participant in it. Parties are looked
     * up one by one, with a limit, so that the planner does not begin with everybody whom an agency sees.
     */
    static final String FIND = "select " + FOUND + ", case when e.recorded_by = $2 then e.external_ref end " + FINDABLE;

    /**
     * The same, with those of its participants whom the caller sees; none are looked up for the lead, which sees them all. Who has
     * left the community changes nothing in it.
     */
    static final String FIND_TO_CHANGE = "select " + FOUND + """
            , case when $2 = c.lead_agency_id then '{}'::uuid[]
                   else array(
                       select y.party_id from unnest(e.parties) as y(party_id), lateral (
                           select from participant_sight s
                           where s.community_id = e.community_id and s.participant_id = y.party_id and s.agency_id = $2
                           limit 1) as seen) end
            """ + FINDABLE + """
              and exists (select from admission m where m.community_id = e.community_id and m.agency_id = $2)
            """;

    /** The stream is locked by its row. */
    static final String LOCK = """
            with locked as materialized (select id from exchange where community_id = $1 and id = $2 for update)
            select clock_timestamp() from locked
            """;

    /**
     * Records exchanges: of each $1 community, $2 id, $3 kind, $4 state, $5 programme, $6 recording agency, $7 reference, $8
     * case, $9 when it occurred, $10 when it was recorded, $11 version, $12 parties, written as an array.
     */
    static final String INSERT = """
            with recorded as (
                insert into exchange (community_id, id, kind, state, programme_id, recorded_by, external_ref, case_id,
                                      occurred_at, recorded_at, version, parties)
                select e.community, e.id, e.kind, e.state, e.programme, e.recorder, e.reference, e.case_file, e.occurred,
                       e.recorded, e.version, e.parties::uuid[]
                from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::uuid[], $7::text[], $8::uuid[],
                            $9::timestamptz[], $10::timestamptz[], $11::bigint[], $12::text[]) with ordinality
                     as e(community, id, kind, state, programme, recorder, reference, case_file, occurred, recorded,
                          version, parties, place)
                order by e.place
                returning community_id, id, number, parties)
            insert into exchange_party (community_id, party_id, number, exchange_id)
            select community_id, unnest(parties), number, id from recorded
            """;

    static final String UPDATE = """
            update exchange set state = $3, version = $4 where community_id = $1 and id = $2
            """;

    /**
     * The exchange that has waited longest of those that waited for as long as the policy allows; whether it lapses, and whether silence
     * was to be taken for a word before that: nobody may have looked in between. The time of the transaction's start can be compared by
     * an index; the clock cannot.
     */
    static final String DUE = """
            select e.id, e.community_id, c.lead_agency_id, c.max_leg, c.tolerance, c.confirmation,
                   coalesce(g.earns_credit, true), c.lapse_hours,
                   coalesce(e.recorded_at + make_interval(hours => c.lapse_hours) <= now(), false),
                   coalesce(c.auto_confirm_hours <= c.lapse_hours, c.lapse_hours is null)
            from exchange e
            join community c on c.id = e.community_id
            left join programme g on g.community_id = e.community_id and g.id = e.programme_id
            where e.state = 'proposed' and (e.look_after is null or e.look_after <= now())
              and (e.recorded_at + make_interval(hours => c.lapse_hours) <= now()
                   or e.recorded_at + make_interval(hours => c.auto_confirm_hours) <= now())
            order by e.recorded_at
            limit 1
            for update of e skip locked
            """;

    /** Nothing came of it for now. */
    static final String LATER = """
            update exchange set look_after = now() + interval '1 hour' where community_id = $1 and id = $2
            """;

    /** The clock, where no account is locked. */
    static final String NOW = "select clock_timestamp()";

    /** The events of several exchanges. */
    static final String STREAMS = """
            select stream, type, recorded_at, body from event where stream = any($1::uuid[]) order by stream, version
            """;

    private ExchangeSql() {}
}
