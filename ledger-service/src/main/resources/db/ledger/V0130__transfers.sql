-- How many minutes a community lets be outstanding between it and another. What counts is the lower of the two sides' words;
-- the limits of the two clearing accounts are set to it.
create table transfer_limit (
    community_id uuid        not null references community (id),
    other_id     uuid        not null,
    id           uuid        not null unique,
    minutes      bigint      not null,
    version      bigint      not null,
    recorded_at  timestamptz not null,
    primary key (community_id, other_id)
);
comment on column transfer_limit.id is 'The stream of it.';
comment on column transfer_limit.other_id is 'Named by its id alone, and there or not: naming it tells nothing.';

-- Which two exchanges are the sides of one transfer. Its id is that of the exchange in the sending community.
create table transfer (
    id                uuid        primary key,
    number            bigint      generated always as identity unique,
    counterpart_id    uuid        not null unique,
    from_community_id uuid        not null references community (id),
    to_community_id   uuid        not null references community (id),
    minutes           integer     not null,
    state             text        not null,
    recorded_by       uuid        not null references agency (id),
    external_ref      text,
    occurred_at       timestamptz not null,
    recorded_at       timestamptz not null,
    unique (recorded_by, external_ref)
);
create index transfer_from on transfer (from_community_id, number);
create index transfer_to on transfer (to_community_id, number);
