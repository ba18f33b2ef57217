-- A generation is one complete set of projection tables, in a schema g<id> of its own, and the rules it was folded by.

create table generation (
    id           bigint generated always as identity primary key,
    rule_version int         not null,
    state        text        not null check (state in ('building', 'live', 'previous', 'failed', 'dropped')),
    -- The tables have their keys: from then on they are changed in place, before that they are only added to.
    keyed        boolean     not null default false,
    -- Everything up to the targets is there, to the last record.
    complete     boolean     not null default false,
    -- How often a target was set, and how often records were missing when it was reached.
    targets      int         not null default 0,
    created_at   timestamptz not null default clock_timestamp(),
    ended_at     timestamptz,
    reason       text
);

create unique index generation_live on generation (state) where state = 'live';

-- Up to where a building generation folds before it is looked at, by partition.
create table target (
    generation  bigint not null references generation (id) on delete cascade,
    topic       text   not null,
    partition   int    not null,
    until_offset bigint not null,
    primary key (generation, topic, partition)
);

-- How far a building generation is in the memory of its replicas; only for people to look at.
create table progress (
    generation  bigint      not null references generation (id) on delete cascade,
    topic       text        not null,
    partition   int         not null,
    reached     bigint      not null,
    primary key (generation, topic, partition)
);
