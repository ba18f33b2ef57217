package org.reciprocity.matching.person;

import java.util.List;

/**
 * What is held of a participant in this service's database, table by table: each section of the record is read in pages, in the
 * order of its cursor. Of the other side of a match it tells what that side's own rules let the participant know: no score, not why
 * the other side declined, and no id of theirs before both have agreed, unless they show it.
 */
final class RecordSections {
    /** All events of the stream of {@code t}, which tell how it came to be as it is. */
    private static final String EVENTS = """
            'events', (select json_agg(json_build_object('type', replace(e.type, 'org.reciprocity.', ''), 'version', e.version,
                                                         'recordedAt', e.recorded_at, 'body', e.body::json)
                                       order by e.version)
                       from event e where e.stream = t.id)""";

    /** The same, without the bodies that tell of the other side: what was proposed, and why it was declined. */
    private static final String EVENTS_OF_MATCH = """
            'events', (select json_agg(json_build_object('type', replace(e.type, 'org.reciprocity.', ''), 'version', e.version,
                                                         'recordedAt', e.recorded_at,
                                                         'body', case when e.type ~ 'match-(proposed|arranged|declined)[.]'
                                                                      then null else e.body::json end)
                                       order by e.version)
                       from event e where e.stream = t.id)""";

    private static final String OF_PARTICIPANT = "%s t where t.community = $1 and t.participant = $2";

    /** What the ledger told of a participant whose own row has the community. */
    private static final String TOLD_OF = "%s t where $1::uuid is not null and t.participant = $2";

    /** The participant, as the ledger's registry told of it. */
    static final String PARTICIPANT = """
            select json_strip_nulls(json_build_object(
                'id', t.id, 'communityId', t.community, 'agencyId', t.agency, 'area', t.area,
                'givenMinutes', s.given, 'receivedMinutes', s.received))::text
            from participant t left join standing s on s.participant = t.id
            where t.community = $1 and t.id = $2
            """;

    /** The sections, in the order in which they are written. */
    static final List<Section> ALL = List.of(
            new Section("offers", OF_PARTICIPANT.formatted("offer"), "t.id", "uuid", """
                    'id', t.id, 'agencyId', t.agency, 'skill', t.skill, 'minutes', t.minutes, 'per', t.per, 'area', t.area,
                    'maxDistance', t.reach, 'languages', string_to_array(t.languages, ' '), 'from', t.from_time, 'until', t.until_time,
                    'availability', t.availability::json, 'shows', string_to_array(t.shows, ' '), 'answersRequestId', t.request,
                    'withdrawn', t.withdrawn, 'lapsed', t.lapsed, 'lapsesAt', t.lapses_at, 'recordedAt', t.recorded_at,""" + EVENTS),
            new Section("requests", OF_PARTICIPANT.formatted("request"), "t.id", "uuid", """
                    'id', t.id, 'agencyId', t.agency, 'skill', t.skill, 'acceptsGroup', t.accepts_group, 'minutes', t.minutes,
                    'area', t.area, 'maxDistance', t.reach, 'languages', string_to_array(t.languages, ' '), 'from', t.from_time, 'until', t.until_time,
                    'availability', t.availability::json, 'shows', string_to_array(t.shows, ' '), 'role', t.role, 'setting', t.setting, 'risk', t.risk,
                    'sameHelper', t.same_helper, 'failureElsewhere', t.failure_elsewhere, 'couldGive', t.could_give,
                    'repeats', t.repeats, 'repeatOf', t.repeat_of, 'withdrawn', t.withdrawn, 'lapsed', t.lapsed,
                    'recordedAt', t.recorded_at,""" + EVENTS),
            new Section("proposals", """
                    (select m.*, case when m.giver = $2 then 'giver' else 'receiver' end as side,
                            m.state in ('agreed', 'fulfilled') as both_agreed,
                            'participant' = any(string_to_array(case when m.giver = $2 then r.shows else o.shows end, ' ')) as shown
                     from match m join offer o on o.id = m.offer join request r on r.id = m.request
                     where m.community = $1 and (m.giver = $2 or m.receiver = $2)) t
                    where true""", "t.id", "uuid", """
                    'id', t.id, 'side', t.side, 'roundId', t.round, 'insteadOf', t.instead,
                    'offerId', case when t.side = 'giver' or t.both_agreed then t.offer end,
                    'requestId', case when t.side = 'receiver' or t.both_agreed then t.request end,
                    'giverId', case when t.side = 'giver' or t.both_agreed or t.shown then t.giver end,
                    'receiverId', case when t.side = 'receiver' or t.both_agreed or t.shown then t.receiver end,
                    'skill', t.skill, 'minutes', t.minutes, 'state', t.state, 'giverAccepted', t.giver_accepted,
                    'receiverAccepted', t.receiver_accepted, 'declinedBy', t.declined_by,
                    'declineReason', case when t.declined_by = t.side then t.decline_reason end,
                    'exchangeId', t.exchange, 'fulfilledMinutes', t.fulfilled_minutes, 'recordedAt', t.recorded_at,
                    'changedAt', t.changed_at,""" + EVENTS_OF_MATCH),
            new Section("sessions", """
                    session t where t.community = $1 and (t.giver = $2 or t.receiver = $2)""", "t.id", "uuid", """
                    'id', t.id, 'proposalId', t.match, 'requestId', t.request, 'giverId', t.giver, 'receiverId', t.receiver,
                    'skill', t.skill, 'startsAt', t.starts_at, 'minutes', t.minutes, 'state', t.state, 'missedBy', t.missed_by,
                    'reason', t.reason, 'agencyId', t.agency, 'recordedAt', t.recorded_at,""" + EVENTS),
            new Section("calendars", OF_PARTICIPANT.formatted("calendar"), "t.id", "uuid", """
                    'id', t.id, 'agencyId', t.agency, 'revoked', t.revoked, 'recordedAt', t.recorded_at"""),
            new Section("reminders", """
                    (select 'offer-lapsing' as kind, id as subject from offer where community = $1 and participant = $2
                     union all
                     select 'request-ending', id from request where community = $1 and participant = $2) own
                    join reminder t on t.kind = own.kind and t.subject = own.subject
                    where true""", "t.id", "uuid", """
                    'id', t.id, 'agencyId', t.agency, 'kind', t.kind, 'subjectId', t.subject, 'subjectAt', t.subject_at,
                    'attempts', t.attempts, 'deliveredAt', t.delivered_at, 'failedAt', t.failed_at, 'givenUp', t.given_up,
                    'recordedAt', t.recorded_at"""),
            new Section("enrolments", TOLD_OF.formatted("enrolment"), "t.id", "uuid", """
                    'id', t.id, 'programmeId', t.programme, 'to', t.until"""),
            new Section("accounts", "account t where t.community = $1 and t.owner = $2", "t.id", "uuid", """
                    'id', t.id, 'kind', t.kind, 'status', t.status, 'balanceMinutes', t.balance, 'ceilingMinutes', t.ceiling"""),
            new Section(
                    "ties",
                    "tie t where t.community = $1 and (t.giver = $2 or t.receiver = $2)",
                    "(t.giver::text || t.receiver::text)",
                    "text",
                    "'giverId', t.giver, 'receiverId', t.receiver, 'minutes', t.minutes"),
            new Section("consents", TOLD_OF.formatted("consent"), "t.id", "uuid", """
                    'id', t.id, 'purpose', t.purpose, 'givenOn', t.given_on, 'expiresOn', t.expires_on,
                    'withdrawnOn', t.withdrawn_on"""),
            new Section("clearances", TOLD_OF.formatted("clearance"), "t.id", "uuid", """
                    'id', t.id, 'role', t.role, 'setting', t.setting, 'outcome', t.outcome, 'expiresOn', t.expires_on,
                    'withdrawn', t.withdrawn"""),
            new Section(
                    "links",
                    "same_person t where $1::uuid is not null and (t.participant = $2 or t.same_as = $2)",
                    "(t.participant::text || t.same_as::text)",
                    "text",
                    "'one', t.participant, 'other', t.same_as"));

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
