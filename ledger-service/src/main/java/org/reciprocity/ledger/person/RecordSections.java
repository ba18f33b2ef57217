package org.reciprocity.ledger.person;

import java.util.List;

/**
 * What is held of a participant in the ledger's database, table by table, but for the details: each section of the record is
 * read in pages, in the order of its cursor.
 */
final class RecordSections {
    /** All events of the stream of {@code t}, which tell how it came to be as it is. */
    private static final String EVENTS = """
            'events', (select json_agg(json_build_object('type', replace(e.type, 'org.reciprocity.', ''), 'version', e.version,
                                                         'recordedAt', e.recorded_at, 'body', e.body::json)
                                       order by e.version)
                       from event e where e.stream = t.id)""";

    private static final String OF_PARTICIPANT = "%s t where t.community_id = $1 and t.participant_id = $2";

    /** The participant itself. */
    static final String PARTICIPANT = """
            select json_strip_nulls(json_build_object(
                'id', t.id, 'communityId', t.community_id, 'agencyId', t.agency_id, 'kind', t.kind, 'size', t.size,
                'roles', t.roles, 'area', t.area, 'externalRef', t.external_ref, 'recordedAt', t.recorded_at,
                'agenciesThatSeeIt', (select json_agg(distinct s.agency_id) from participant_sight s
                                      where s.community_id = t.community_id and s.participant_id = t.id),
                %s))::text
            from participant t where t.community_id = $1 and t.id = $2
            """.formatted(EVENTS);

    /** The sections, in the order in which they are written. */
    static final List<Section> ALL = List.of(
            new Section(
                    "accounts",
                    "account t where t.community_id = $1 and t.owner_id = $2",
                    "t.id",
                    "uuid",
                    """
                    'id', t.id, 'kind', t.kind, 'status', t.status, 'balanceMinutes', t.balance,
                    'reservedMinutes', t.reserved, 'floorMinutes', t.floor, 'ceilingMinutes', t.ceiling,
                    'recordedAt', t.recorded_at,""" + EVENTS),
            new Section("postings", """
                    posting t join account a on a.community_id = t.community_id and a.id = t.account_id
                    where t.community_id = $1 and a.owner_id = $2""", "t.number", "bigint", """
                    'accountId', t.account_id, 'number', t.number, 'exchangeId', t.exchange_id, 'kind', t.kind,
                    'minutes', t.minutes, 'balanceMinutes', t.balance, 'reversal', t.reversal,
                    'occurredAt', t.occurred_at, 'recordedAt', t.recorded_at"""),
            new Section("identity", OF_PARTICIPANT.formatted("identity_digest"), "t.participant_id", "uuid", """
                    'byNameAndBirth', t.name_birth is not null, 'byNameAndPostcode', t.name_postcode is not null"""),
            new Section(
                    "links",
                    "participant_link t where t.community_id = $1 and $2 in (t.one, t.other)",
                    "t.id",
                    "uuid",
                    """
                    'one', t.one, 'other', t.other, 'agencyId', t.agency_id, 'linked', t.linked,
                    'recordedAt', t.recorded_at,""" + EVENTS),
            new Section(
                    "consents",
                    "consent t where t.community_id = $1 and $2 in (t.participant_id, t.supporter_id)",
                    "t.id",
                    "uuid",
                    """
                    'id', t.id, 'participantId', t.participant_id, 'purpose', t.purpose, 'givenBy', t.given_by,
                    'supporterId', t.supporter_id, 'authority', t.authority, 'givenOn', t.given_on,
                    'expiresOn', t.expires_on, 'withdrawnBy', t.withdrawn_by, 'withdrawnOn', t.withdrawn_on,
                    'recordedBy', t.recorded_by, 'externalRef', t.external_ref, 'recordedAt', t.recorded_at,""" + EVENTS),
            new Section("clearances", OF_PARTICIPANT.formatted("clearance"), "t.id", "uuid", """
                    'id', t.id, 'role', t.role, 'setting', t.setting, 'outcome', t.outcome,
                    'reviewerAgencyId', t.reviewer_id, 'decidedOn', t.decided_on, 'expiresOn', t.expires_on,
                    'withdrawn', t.withdrawn, 'recordedBy', t.recorded_by, 'externalRef', t.external_ref,
                    'recordedAt', t.recorded_at,""" + EVENTS),
            new Section("training", OF_PARTICIPANT.formatted("training"), "t.id", "uuid", """
                    'id', t.id, 'course', t.course, 'completedOn', t.completed_on, 'expiresOn', t.expires_on,
                    'withdrawn', t.withdrawn, 'recordedBy', t.recorded_by, 'externalRef', t.external_ref,
                    'recordedAt', t.recorded_at,""" + EVENTS),
            new Section(
                    "bands", OF_PARTICIPANT.formatted("participant_bands"), "t.participant_id", "uuid", """
                    'age', t.age, 'disability', t.disability, 'ethnicity', t.ethnicity, 'deprivation', t.deprivation,
                    'agencyId', t.agency_id, 'recordedAt', t.recorded_at,""" + EVENTS),
            new Section("enrolments", OF_PARTICIPANT.formatted("enrolment"), "t.id", "uuid", """
                    'id', t.id, 'programmeId', t.programme_id, 'agencyId', t.agency_id, 'role', t.role, 'arm', t.arm,
                    'from', t.from_day, 'to', t.to_day, 'recordedBy', t.recorded_by,
                    'externalRef', t.external_ref, 'recordedAt', t.recorded_at,""" + EVENTS),
            new Section("exchanges", """
                    exchange_party q join exchange t on t.community_id = q.community_id and t.id = q.exchange_id
                    where q.community_id = $1 and q.party_id = $2""", "q.number", "bigint", """
                    'id', t.id, 'kind', t.kind, 'state', t.state, 'programmeId', t.programme_id,
                    'caseId', t.case_id, 'recordedBy', t.recorded_by, 'externalRef', t.external_ref,
                    'occurredAt', t.occurred_at, 'recordedAt', t.recorded_at,""" + EVENTS),
            new Section("actedIn", """
                    event t
                    left join exchange x on x.community_id = t.chain and x.id = t.stream
                    left join hold h on h.community_id = t.chain and h.id = t.stream
                    where (t.body like '%"actor":"%' or t.body like '%"bearer":"%')
                      and acting_for_others(t.body) @> array[$2]::uuid[] and t.chain = $1
                      and t.stream <> $2 and not coalesce($2 = any(x.parties), h.participant_id = $2, false)""", "t.id", "bigint", """
                    'id', t.stream, 'type', replace(t.type, 'org.reciprocity.', ''), 'version', t.version,
                    'recordedAt', t.recorded_at, 'recordedByOwnToken', t.body::jsonb ->> 'bearer' = $2::uuid::text,
                    'acts', (select json_agg(json_strip_nulls(json_build_object(
                                        'participant', a -> 'participant', 'how', a -> 'how', 'authority', a -> 'authority',
                                        'reason', a -> 'reason')))
                             from jsonb_path_query(t.body::jsonb, 'strict $.** ? (@.actor == $one)',
                                                   jsonb_build_object('one', $2::uuid)) as a)"""),
            new Section("transfers", """
                    transfer t
                    where (t.id in (select exchange_id from exchange_party where community_id = $1 and party_id = $2)
                           or t.counterpart_id in (select exchange_id from exchange_party
                                                   where community_id = $1 and party_id = $2))""", "t.number", "bigint", """
                    'id', t.id, 'fromCommunityId', t.from_community_id, 'toCommunityId', t.to_community_id,
                    'fromExchangeId', t.id, 'toExchangeId', t.counterpart_id, 'minutes', t.minutes, 'state', t.state,
                    'recordedBy', t.recorded_by, 'externalRef', t.external_ref, 'occurredAt', t.occurred_at,
                    'recordedAt', t.recorded_at"""),
            new Section("holds", OF_PARTICIPANT.formatted("hold"), "t.id", "uuid", """
                    'id', t.id, 'accountId', t.account_id, 'agencyId', t.agency_id, 'programmeId', t.programme_id,
                    'offerId', t.offer_id, 'units', t.units, 'minutes', t.minutes, 'how', t.how, 'state', t.state,
                    'captured', t.captured, 'exchangeId', t.exchange_id, 'reason', t.reason,
                    'recordedBy', t.recorded_by, 'externalRef', t.external_ref, 'expiresAt', t.expires_at,
                    'recordedAt', t.recorded_at,""" + EVENTS),
            new Section("tickets", OF_PARTICIPANT.formatted("ticket"), "t.id", "uuid", """
                    'id', t.id, 'agencyId', t.agency_id, 'offerId', t.offer_id, 'exchangeId', t.exchange_id,
                    'units', t.units, 'minutes', t.minutes, 'state', t.state, 'validUntil', t.valid_until,
                    'usedAt', t.used_at, 'recordedAt', t.recorded_at,""" + EVENTS),
            new Section("cases", OF_PARTICIPANT.formatted("case_file"), "t.id", "uuid", """
                    'id', t.id, 'programmeId', t.programme_id, 'agencyId', t.agency_id, 'state', t.state,
                    'externalRef', t.external_ref, 'recordedAt', t.recorded_at,""" + EVENTS),
            new Section("caseSupport", OF_PARTICIPANT.formatted("case_support"), "t.id", "uuid", """
                    'id', t.id, 'caseId', t.case_id, 'recordedBy', t.recorded_by, 'externalRef', t.external_ref,
                    'recordedAt', t.recorded_at"""),
            new Section("measures", OF_PARTICIPANT.formatted("measure"), "t.id", "uuid", """
                    'id', t.id, 'programmeId', t.programme_id, 'recordedBy', t.recorded_by, 'instrument', t.instrument,
                    'wave', t.wave, 'arm', t.arm, 'score', t.score, 'raw', t.raw, 'better', t.better,
                    'beyondCutOff', t.beyond_cut_off, 'measuredOn', t.measured_on, 'withdrawnFor', t.withdrawn,
                    'externalRef', t.external_ref, 'recordedAt', t.recorded_at,""" + EVENTS),
            new Section("serviceUses", OF_PARTICIPANT.formatted("service_use"), "t.id", "uuid", """
                    'id', t.id, 'programmeId', t.programme_id, 'recordedBy', t.recorded_by, 'type', t.type, 'arm', t.arm,
                    'before', json_build_object('count', t.before_count, 'days', t.before_days),
                    'after', json_build_object('count', t.after_count, 'days', t.after_days),
                    'withdrawnFor', t.withdrawn, 'externalRef', t.external_ref, 'recordedAt', t.recorded_at,""" + EVENTS),
            new Section("followUps", OF_PARTICIPANT.formatted("follow_up"), "t.id", "uuid", """
                    'id', t.id, 'programmeId', t.programme_id, 'caseId', t.case_id, 'recordedBy', t.recorded_by,
                    'arm', t.arm, 'windowMonths', t.window_months, 'event', t.event, 'outcome', t.outcome,
                    'observedOn', t.observed_on, 'withdrawnFor', t.withdrawn,
                    'externalRef', t.external_ref, 'recordedAt', t.recorded_at,""" + EVENTS));

    private RecordSections() {}

    /**
     * A section.
     *
     * @param name its field in the record
     * @param from the tables and their condition: $1 the community, $2 the participant
     * @param cursor what it is ordered by
     * @param type the cursor's type
     * @param fields names and values of an entry's fields
     */
    record Section(String name, String from, String cursor, String type, String fields) {

        /** A page of it: $3 the cursor of the last entry before, null for none, $4 how many. A row has cursor and entry. */
        String page() {
            return """
                    select (%s)::text, json_strip_nulls(json_build_object(%s))::text
                    from %s and ($3::text is null or %s > $3::text::%s)
                    order by %s limit $4
                    """.formatted(cursor, fields, from, cursor, type, cursor);
        }
    }
}
