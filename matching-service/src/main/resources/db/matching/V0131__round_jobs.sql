-- A round as a job: asked for by a broker or by a schedule, carried out by one replica. What it decided is in round.

create table round_job (
    id         uuid primary key,
    community  uuid        not null,
    agency     uuid        not null,
    model      text        not null,
    preset     text        not null,
    state      text        not null check (state in ('waiting', 'running', 'done', 'cancelled', 'failed')),
    stage      text        not null check (stage in ('waiting', 'reading', 'solving', 'writing', 'ended')),
    offers     integer,
    requests   integer,
    candidates integer,
    failure    text,
    attempts   integer     not null default 0,
    worker     uuid,
    leased_to  timestamptz,
    asked_at   timestamptz not null,
    started_at timestamptz,
    ended_at   timestamptz,
    version    bigint      not null
);

-- One at a time in a community, whichever replica was asked.
create unique index round_job_open on round_job (community) where state in ('waiting', 'running');
create index round_job_due on round_job (asked_at) where state in ('waiting', 'running');
create index round_job_list on round_job (community, asked_at desc, id desc);

insert into round_job (id, community, agency, model, preset, state, stage, offers, requests, asked_at, started_at, ended_at,
                       version)
select id, community, agency, model, preset, 'done', 'ended', offers, requests, recorded_at, recorded_at, recorded_at, version
from round;
