-- How long an exchange waits for a word, and a hold for being captured; null: for ever.
alter table community
    add column auto_confirm_hours integer,
    add column lapse_hours        integer,
    add column hold_expiry_hours  integer not null default 168;

alter table exchange add column look_after timestamptz;
comment on column exchange.look_after is 'Before this the sweeper does not look at it again.';
create index exchange_waiting on exchange (recorded_at) where state = 'proposed';
