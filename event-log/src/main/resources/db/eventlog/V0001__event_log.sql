-- The append-only log of one service. Versions 0001 to 0099 belong to the event log; a service's own start at 0100.

create table event (
    id          bigint generated always as identity (cache 1) primary key,
    event_id    uuid        not null,
    topic       text        not null,
    key         text        not null,
    type        text        not null,
    stream      uuid        not null,
    version     bigint      not null check (version > 0),
    chain       uuid        not null,
    recorded_at timestamptz not null,
    body        text        not null,
    constraint event_stream_version unique (stream, version)
);

-- Events that have no sequence yet. The sequencer takes them away.
create table pending (
    id bigint primary key
);

-- The order in which the log reaches Kafka: dense, from 1. chain is the next link of the event's hash chain.
create table log_entry (
    sequence bigint primary key,
    event    bigint not null unique references event (id),
    chain    bytea  not null
);

-- The last link of every hash chain.
create table chain_head (
    chain    uuid primary key,
    sequence bigint not null,
    link     bytea  not null
);

-- Who leads the relay of this log, by the database's clock.
create table log_head (
    log         text primary key,
    epoch       bigint      not null default 0,
    leader      text,
    lease_until timestamptz,
    sequence    bigint      not null default 0,
    halted      text
);
