-- What is assumed, what is commissioned, and what is claimed. The body is that of the event which began the stream.
create table appraisal (
    community_id uuid        not null references community (id),
    id           uuid        not null unique,
    programme_id uuid        not null,
    recorded_by  uuid        not null references agency (id),
    external_ref text,
    code         text        not null,
    payer_id     uuid        not null references agency (id),
    body         text        not null,
    version      bigint      not null,
    recorded_at  timestamptz not null,
    number       bigint      generated always as identity,
    primary key (community_id, id),
    foreign key (community_id, programme_id) references programme (community_id, id),
    unique (community_id, code),
    unique (recorded_by, external_ref)
);
create index appraisal_newest on appraisal (community_id, number);

create table contract (
    community_id    uuid        not null references community (id),
    id              uuid        not null unique,
    recorded_by     uuid        not null references agency (id),
    external_ref    text,
    code            text        not null,
    commissioner_id uuid        not null references agency (id),
    body            text        not null,
    ended_on        date,
    ended_for       text,
    version         bigint      not null,
    recorded_at     timestamptz not null,
    number          bigint      generated always as identity,
    primary key (community_id, id),
    unique (community_id, code),
    unique (recorded_by, external_ref)
);
create index contract_newest on contract (community_id, number);

create table claim (
    community_id uuid        not null references community (id),
    id           uuid        not null unique,
    recorded_by  uuid        not null references agency (id),
    external_ref text,
    code         text        not null,
    body         text        not null,
    version      bigint      not null,
    recorded_at  timestamptz not null,
    number       bigint      generated always as identity,
    primary key (community_id, id),
    unique (community_id, code),
    unique (recorded_by, external_ref)
);
create index claim_newest on claim (community_id, number);
