-- The book's check of itself: how far it has come, and what it found. Nothing of the book follows from these tables; to
-- begin anew, empty chain_mark and account_mark and set both places in self_check to 0.
--   runner, lease_until   who runs it, by the database's clock
--   asked_at              since when somebody wants it to run at once
--   looked_through        up to this sequence of the log all links have been looked at
--   again_through         up to this one they have been looked at once more; it starts over and over
--   again_account         up to this account all postings have been counted once more; the same
--   accounts, links       how many were looked at the last time
create table self_check (
    single         boolean     primary key default true check (single),
    runner         uuid,
    lease_until    timestamptz,
    asked_at       timestamptz,
    began_at       timestamptz,
    ended_at       timestamptz,
    looked_through bigint      not null default 0,
    again_through  bigint      not null default 0,
    again_account  uuid        not null default '00000000-0000-0000-0000-000000000000',
    accounts       bigint      not null default 0,
    links          bigint      not null default 0
) with (fillfactor = 20);
insert into self_check default values;

-- The last link of each hash chain that was looked at, as it was then.
create table chain_mark (
    walk     text   not null,
    chain    uuid   not null,
    sequence bigint not null,
    link     text   not null,
    primary key (walk, chain)
) with (fillfactor = 70);
comment on column chain_mark.walk is 'first: everything once, as it comes; again: everything over and over.';

-- Up to which of its postings an account was right, and what they come to.
create table account_mark (
    account_id uuid   primary key,
    entries    bigint not null,
    minutes    bigint not null
) with (fillfactor = 70);

-- What is wrong and has not been put right.
create table finding (
    kind          text        not null,
    community_id  uuid        not null,
    account_id    uuid        not null,
    sequence      bigint      not null,
    told          bigint,
    counted       bigint,
    fault         text,
    from_sequence bigint,
    to_sequence   bigint,
    noted         text,
    found_at      timestamptz not null default clock_timestamp(),
    primary key (kind, community_id, account_id, sequence)
);
comment on column finding.account_id is 'The nil UUID where it is about no account.';
comment on column finding.sequence is '0 where it is about no link.';

-- What is held on each account, in minutes.
create view held (account_id, minutes) as
    select account_id, sum(minutes)::bigint from hold where state = 'held' group by account_id;
