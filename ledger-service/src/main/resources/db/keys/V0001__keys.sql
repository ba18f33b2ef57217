-- The keys under which personal details are kept. It is a database of its own, so that its backups can be thrown away
-- sooner than the ledger's: a key that is destroyed here is gone when the last backup of it is.

create table holder (
    id           uuid        primary key,
    destroyed_at timestamptz
);
comment on column holder.destroyed_at is 'The person was erased: no key is made for it again.';

create table person_key (
    person  uuid        not null references holder (id),
    number  integer     not null,
    master  text        not null,
    wrapped bytea       not null,
    made_at timestamptz not null default clock_timestamp(),
    primary key (person, number)
);
comment on column person_key.master is 'The name of the master key that it is wrapped with.';
create index person_key_of_master on person_key (master);

create table key_rotation (
    id        uuid        primary key,
    master    text        not null,
    state     text        not null check (state in ('running', 'done', 'replaced')),
    total     bigint      not null,
    rewrapped bigint      not null default 0,
    begun_at  timestamptz not null default clock_timestamp(),
    ended_at  timestamptz
);
create unique index key_rotation_running on key_rotation (state) where state = 'running';
