-- Credit held for a booking or a ticket. A hold belongs to one account, and whoever has locked that account may change it; so
-- account.reserved is at every moment the sum of the minutes of the account's holds in state "held".
create table hold (
    community_id   uuid        not null references community (id),
    id             uuid        not null unique,
    number         bigint      generated always as identity,
    account_id     uuid        not null,
    participant_id uuid        not null,
    agency_id      uuid        not null references agency (id),
    programme_id   uuid,
    offer_id       uuid,
    units          integer,
    minutes        integer     not null,
    how            text        not null,
    recorded_by    uuid        not null references agency (id),
    external_ref   text,
    expires_at     timestamptz not null,
    state          text        not null,
    captured       integer,
    exchange_id    uuid,
    reason         text,
    version        bigint      not null,
    recorded_at    timestamptz not null,
    primary key (community_id, id),
    unique (recorded_by, external_ref),
    foreign key (community_id, participant_id) references participant (community_id, id)
) with (fillfactor = 80);
comment on column hold.agency_id is 'The partner whom it is for.';
create index hold_newest on hold (community_id, number);
create index hold_open_of_account on hold (account_id, expires_at) where state = 'held';
create index hold_open_of_offer on hold (offer_id, expires_at) where state = 'held' and offer_id is not null;
create index hold_due on hold (expires_at) where state = 'held';
