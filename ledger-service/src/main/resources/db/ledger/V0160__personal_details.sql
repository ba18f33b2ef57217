-- What is known of a person beyond the pseudonym, encrypted under the person's key, which is in another database. No event
-- has any of it.
create table person_details (
    community_id   uuid        not null,
    participant_id uuid        not null,
    version        bigint      not null,
    key_number     integer     not null,
    sealed         bytea       not null,
    agency_id      uuid        not null references agency (id),
    recorded_at    timestamptz not null,
    primary key (community_id, participant_id),
    foreign key (community_id, participant_id) references participant (community_id, id)
);
comment on column person_details.agency_id is 'The agency that wrote them last.';

alter table participant add column erased_at timestamptz;
comment on column participant.erased_at is 'Nobody knows any more whose id this is.';
