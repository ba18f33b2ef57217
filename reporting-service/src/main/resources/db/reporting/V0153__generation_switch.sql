-- An operator may make the previous generation the live one again. So a generation can come back to a state that it was in, and its
-- version, which If-Match names, is counted apart from the state.

alter table generation add column version int not null default 1;

update generation
set version = case state when 'building' then 1 when 'previous' then 3 when 'dropped' then 4 else 2 end;

-- What operators asked for, with what came of it: the same request again is answered the same, and changes nothing.
create table generation_switch (
    id          bigint generated always as identity primary key,
    request_key text        not null unique,
    generation  bigint      not null references generation (id),
    -- The one that was live until then, or none when this one was live already.
    left_behind bigint references generation (id),
    -- The generation's version afterwards.
    version     int         not null,
    asked_at    timestamptz not null default clock_timestamp()
);
