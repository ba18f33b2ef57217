-- Where agencies take reminders, and the reminders that are to be delivered.

create table webhook (
    agency      uuid primary key,
    url         text,
    secret      text,
    version     bigint      not null,
    recorded_at timestamptz not null
);

create table reminder (
    id           uuid primary key,
    agency       uuid        not null,
    kind         text        not null,
    community    uuid        not null,
    subject      uuid        not null,
    subject_at   timestamptz not null,
    attempts     integer     not null default 0,
    next_at      timestamptz not null,
    delivered_at timestamptz,
    failed_at    timestamptz,
    given_up     boolean     not null default false,
    recorded_at  timestamptz not null,
    unique (kind, subject, subject_at)
);
create index reminder_due on reminder (next_at) where delivered_at is null and not given_up;
create index reminder_agency on reminder (agency);
