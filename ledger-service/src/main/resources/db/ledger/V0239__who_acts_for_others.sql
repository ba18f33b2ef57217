-- Participants who spoke, recorded or decided about others, by what an event says of them: who gave another's word or did what the
-- event tells ("actor"), and whose token recorded it ("bearer"). What is one's own is not told here.
create function acting_for_others(body text) returns uuid[] language sql immutable parallel safe as $$
    select array(
        select (a #>> '{}')::uuid
        from jsonb_path_query(body::jsonb,
                              '$.** ? (exists(@.actor) && (!exists(@.participant) || @.actor != @.participant)).actor') as a
        union
        select (b ->> 'bearer')::uuid
        from (select body::jsonb as b) as event
        where b ->> 'bearer' <> coalesce(b ->> 'participant', '')
          and not jsonb_path_exists(b, '$.legs[*] ? (@.provider == $bearer || @.receiver == $bearer)',
                                    jsonb_build_object('bearer', b -> 'bearer')))
$$;

create index event_acting_for_others on event using gin (acting_for_others(body))
    where body like '%"actor":"%' or body like '%"bearer":"%';
