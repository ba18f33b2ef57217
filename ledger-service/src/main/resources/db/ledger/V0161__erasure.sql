-- Who was erased. The key is destroyed after the erasure is committed, in another database, and over and over until it is.
create table erasure (
    participant_id   uuid        primary key,
    community_id     uuid        not null references community (id),
    agency_id        uuid        not null references agency (id),
    reason           text        not null,
    erased_at        timestamptz not null,
    key_destroyed_at timestamptz
);
comment on column erasure.agency_id is 'The agency that erased.';
create index erasure_unfinished on erasure (participant_id) where key_destroyed_at is null;
