-- What agencies ask of this service: offers, requests, matches and rounds. Their history is in event; these are the
-- present states, written in the transaction that appends.

create table offer (
    id          uuid primary key,
    community   uuid        not null,
    participant uuid        not null,
    agency      uuid        not null,
    skill       text        not null,
    minutes     bigint      not null check (minutes > 0),
    area        text,
    reach       text        not null,
    languages   text,
    from_time   timestamptz,
    until_time  timestamptz,
    request     uuid,
    withdrawn   boolean     not null,
    version     bigint      not null,
    recorded_at timestamptz not null
);
create index offer_open on offer (community, skill) where not withdrawn;
create index offer_list on offer (community, recorded_at desc, id desc);

create table request (
    id                uuid primary key,
    community         uuid        not null,
    participant       uuid        not null,
    agency            uuid        not null,
    skill             text        not null,
    accepts_group     boolean     not null,
    minutes           bigint      not null check (minutes > 0),
    area              text,
    languages         text,
    from_time         timestamptz not null,
    until_time        timestamptz not null,
    failure_elsewhere boolean     not null,
    could_give        text        not null,
    withdrawn         boolean     not null,
    version           bigint      not null,
    recorded_at       timestamptz not null
);
create index request_open on request (community, skill) where not withdrawn;
create index request_list on request (community, recorded_at desc, id desc);

create table round (
    id             uuid primary key,
    community      uuid        not null,
    agency         uuid        not null,
    model          text        not null,
    preset         text        not null,
    solver         text        not null,
    offers         integer     not null,
    requests       integer     not null,
    proposals      integer     not null,
    minutes        bigint      not null,
    score          bigint      not null,
    through        text        not null,
    standing_as_of timestamptz not null,
    version        bigint      not null,
    recorded_at    timestamptz not null
);
create index round_list on round (community, recorded_at desc, id desc);

create table match (
    id                uuid primary key,
    community         uuid        not null,
    round             uuid        not null references round (id),
    offer             uuid        not null references offer (id),
    offer_version     bigint      not null,
    request           uuid        not null references request (id),
    request_version   bigint      not null,
    giver             uuid        not null,
    receiver          uuid        not null,
    skill             text        not null,
    minutes           bigint      not null check (minutes > 0),
    score_skill       integer     not null,
    score_distance    integer     not null,
    score_give        integer     not null,
    score_ceiling     integer     not null,
    score_new_tie     integer     not null,
    score_isolation   integer     not null,
    state             text        not null,
    giver_accepted    boolean     not null,
    receiver_accepted boolean     not null,
    declined_by       text,
    decline_reason    text,
    exchange          uuid,
    fulfilled_minutes bigint,
    version           bigint      not null,
    recorded_at       timestamptz not null
);
create index match_offer on match (offer);
create index match_request on match (request);
create index match_round on match (round, id);
create index match_list on match (community, recorded_at desc, id desc);

-- What a POST with an idempotency key was answered. The fingerprint is an HMAC of path and body.
create table idempotency (
    owner       uuid        not null,
    key         text        not null,
    fingerprint text        not null,
    status      integer     not null,
    body        text        not null,
    location    text,
    version     bigint,
    recorded_at timestamptz not null default now(),
    primary key (owner, key)
);

create table idempotency_secret (
    only_one boolean primary key default true check (only_one),
    secret   text not null
);
create unique index offer_answer on offer (request) where request is not null;
