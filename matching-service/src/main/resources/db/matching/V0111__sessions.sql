-- Sessions of agreed matches, and calendars of them.

create table session (
    id          uuid primary key,
    match       uuid        not null references match (id),
    request     uuid        not null,
    community   uuid        not null,
    giver       uuid        not null,
    receiver    uuid        not null,
    skill       text        not null,
    starts_at   timestamptz not null,
    minutes     bigint      not null check (minutes > 0),
    state       text        not null,
    missed_by   text,
    reason      text,
    agency      uuid        not null,
    version     bigint      not null,
    recorded_at timestamptz not null,
    changed_at  timestamptz not null
);
create index session_match on session (match);
create index session_list on session (community, recorded_at desc, id desc);
create index session_due on session (community, starts_at) where state = 'planned';
create index session_giver on session (giver, starts_at);
create index session_receiver on session (receiver, starts_at);

-- Who has the secret reads the calendar: only its digest is kept.
create table calendar (
    id          uuid primary key,
    community   uuid        not null,
    agency      uuid        not null,
    participant uuid,
    digest      text        not null,
    revoked     boolean     not null default false,
    recorded_at timestamptz not null
);
create index calendar_list on calendar (agency, community, recorded_at desc, id desc);
