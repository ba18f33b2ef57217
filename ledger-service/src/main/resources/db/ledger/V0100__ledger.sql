-- The registry, the book and the outcomes as they stand. Every row here follows from the events of its stream and is
-- written in the transaction that appends them. Minutes are whole minutes of anybody's time.

create table agency (
    id          uuid        primary key,
    code        text        not null unique,
    name        text        not null,
    version     bigint      not null,
    recorded_at timestamptz not null
);

create table community (
    id                  uuid        primary key,
    code                text        not null unique,
    name                text        not null,
    time_zone           text        not null,
    lead_agency_id      uuid        not null references agency (id),
    participant_floor   integer     not null,
    participant_ceiling integer     not null,
    pot_floor           integer     not null,
    agency_floor        integer     not null,
    max_leg             integer     not null,
    tolerance           integer     not null,
    confirmation        text        not null,
    version             bigint      not null,
    recorded_at         timestamptz not null
);

create table admission (
    community_id uuid        not null references community (id),
    agency_id    uuid        not null references agency (id),
    roles        text[]      not null,
    recorded_at  timestamptz not null,
    primary key (community_id, agency_id)
);
create index admission_of_agency on admission (agency_id);

create table programme (
    community_id uuid        not null references community (id),
    id           uuid        not null unique,
    agency_id    uuid        not null references agency (id),
    code         text        not null,
    name         text        not null,
    design       text        not null,
    delivery     text        not null,
    earns_credit boolean     not null,
    setting      text,
    risk         text        not null,
    version      bigint      not null,
    recorded_at  timestamptz not null,
    number       bigint      generated always as identity,
    primary key (community_id, id),
    unique (community_id, code)
);

create table participant (
    community_id uuid        not null references community (id),
    id           uuid        not null unique,
    agency_id    uuid        not null references agency (id),
    kind         text        not null,
    size         integer     not null,
    roles        text[]      not null,
    area         text,
    external_ref text,
    version      bigint      not null,
    recorded_at  timestamptz not null,
    number       bigint      generated always as identity,
    primary key (community_id, id),
    unique (agency_id, external_ref)
);
create index participant_newest on participant (community_id, number);

create table enrolment (
    community_id   uuid        not null references community (id),
    id             uuid        not null unique,
    participant_id uuid        not null,
    programme_id   uuid        not null,
    agency_id      uuid        not null references agency (id),
    role           text        not null,
    arm            text        not null,
    from_day       date        not null,
    to_day         date,
    version        bigint      not null,
    recorded_at    timestamptz not null,
    number         bigint      generated always as identity,
    primary key (community_id, id),
    foreign key (community_id, participant_id) references participant (community_id, id),
    foreign key (community_id, programme_id) references programme (community_id, id)
);
comment on column enrolment.agency_id is 'The agency of the programme, which sees the participant by this.';
create index enrolment_of_participant on enrolment (community_id, participant_id, agency_id);

-- Balances change with every exchange: room is left for updates in place, and what changes is in no index.
create table account (
    community_id uuid        not null references community (id),
    id           uuid        not null unique,
    kind         text        not null,
    owner_id     uuid        not null,
    balance      bigint      not null default 0,
    reserved     bigint      not null default 0,
    floor        bigint,
    ceiling      bigint,
    status       text        not null default 'open',
    entries      bigint      not null default 0,
    version      bigint      not null,
    recorded_at  timestamptz not null,
    primary key (community_id, id),
    unique (community_id, owner_id, kind)
) with (fillfactor = 70);
comment on column account.entries is 'How many postings it has; the number of the newest.';
comment on column account.version is 'Of the stream of its limits; postings do not raise it.';

create table posting (
    community_id uuid        not null,
    account_id   uuid        not null,
    number       bigint      not null,
    exchange_id  uuid        not null,
    kind         text        not null,
    minutes      bigint      not null,
    balance      bigint      not null,
    occurred_at  timestamptz not null,
    recorded_at  timestamptz not null,
    reversal     boolean     not null,
    primary key (community_id, account_id, number)
);

-- What lists of exchanges ask for; the exchange itself is the fold of its events.
create table exchange (
    community_id uuid        not null,
    id           uuid        not null unique,
    number       bigint      generated always as identity,
    kind         text        not null,
    state        text        not null,
    programme_id uuid,
    recorded_by  uuid        not null,
    external_ref text,
    occurred_at  timestamptz not null,
    recorded_at  timestamptz not null,
    version      bigint      not null,
    primary key (community_id, id)
) with (fillfactor = 80);
create index exchange_newest on exchange (community_id, number);
create unique index exchange_external_ref on exchange (recorded_by, external_ref) where external_ref is not null;

create table exchange_party (
    community_id uuid   not null,
    party_id     uuid   not null,
    number       bigint not null,
    exchange_id  uuid   not null,
    primary key (community_id, party_id, number)
);
create index exchange_party_of_exchange on exchange_party (exchange_id);

create table measure (
    community_id   uuid        not null references community (id),
    id             uuid        not null unique,
    programme_id   uuid        not null,
    recorded_by    uuid        not null references agency (id),
    participant_id uuid,
    group_size     integer,
    instrument     text        not null,
    wave           integer     not null,
    arm            text        not null,
    score          numeric     not null,
    measured_on    date        not null,
    version        bigint      not null,
    recorded_at    timestamptz not null,
    primary key (community_id, id),
    foreign key (community_id, programme_id) references programme (community_id, id)
);

create table service_use (
    community_id   uuid        not null references community (id),
    id             uuid        not null unique,
    programme_id   uuid        not null,
    recorded_by    uuid        not null references agency (id),
    participant_id uuid,
    group_size     integer,
    type           text        not null,
    arm            text        not null,
    before_count   integer     not null,
    before_days    integer     not null,
    after_count    integer     not null,
    after_days     integer     not null,
    version        bigint      not null,
    recorded_at    timestamptz not null,
    primary key (community_id, id),
    foreign key (community_id, programme_id) references programme (community_id, id)
);

-- Answers given under an Idempotency-Key, each committed with its effect.
create table answered (
    client      uuid        not null,
    key         text        not null,
    fingerprint bytea       not null,
    status      integer     not null,
    location    text,
    version     bigint,
    body        text        not null,
    recorded_at timestamptz not null default clock_timestamp(),
    primary key (client, key)
);
create index answered_age on answered using brin (recorded_at);

-- Fingerprints of requests are keyed, so that nobody can try likely bodies against them.
create table fingerprint_key (
    key text not null
);
insert into fingerprint_key (key) values (gen_random_uuid()::text || gen_random_uuid()::text);
