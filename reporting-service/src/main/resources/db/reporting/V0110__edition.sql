-- What was said at a time: the daily closes of a community, and its editions. Exact figures; what of them may be published is decided
-- elsewhere.

create table edition (
    id           bigint generated always as identity primary key,
    community    uuid        not null,
    series       text        not null check (series in ('closes', 'editions')),
    kind         text        not null check (kind in ('daily', 'monthly', 'requested')),
    -- The community's day that a close ends, or the last day of an edition's last month.
    day          date        not null,
    generation   bigint      not null,
    rule_version int         not null,
    -- How far the log had come, as answers have it.
    as_of        json        not null,
    request_key  text,
    cut_at       timestamptz not null default clock_timestamp()
);

create unique index edition_day on edition (community, kind, day) where kind in ('daily', 'monthly');
create unique index edition_request on edition (community, request_key);
create index edition_series on edition (community, series, id);

-- What a table says, kept once however many editions say it.
create table edition_body (
    id           bigint generated always as identity primary key,
    community    uuid   not null,
    -- The nil UUID: the whole community.
    programme    uuid   not null,
    period       text   not null,
    hash         bytea  not null,
    -- Exchanges and reversals of the period that were recorded.
    entries      bigint not null,
    -- By figure: value, reason, parts, caveats.
    figures      json   not null,
    -- By figure and part: who the minutes are of, as givers and as receivers.
    contributors json   not null,
    unique (community, programme, period, hash)
);

-- The tables of an edition, one for each programme and period.
create table edition_table (
    edition   bigint not null references edition (id) on delete cascade,
    programme uuid   not null,
    period    text   not null,
    body      bigint not null references edition_body (id),
    primary key (edition, programme, period)
);
