-- Tickets, each bought by one exchange. Of the code only a keyed digest is kept; the code itself follows from the id and the
-- key, for the agency of whoever paid.
create table ticket (
    community_id   uuid        not null references community (id),
    id             uuid        not null unique,
    agency_id      uuid        not null references agency (id),
    offer_id       uuid        not null,
    exchange_id    uuid        not null unique,
    participant_id uuid        not null,
    digest         bytea       not null unique,
    units          integer     not null,
    minutes        integer     not null,
    valid_until    timestamptz,
    state          text        not null,
    used_at        timestamptz,
    version        bigint      not null,
    recorded_at    timestamptz not null,
    primary key (community_id, id),
    foreign key (community_id, participant_id) references participant (community_id, id)
) with (fillfactor = 80);
comment on column ticket.agency_id is 'The partner, which alone can check it.';
comment on column ticket.valid_until is 'From then on it admits nobody; null for never.';

create table ticket_key (
    key text not null
);
insert into ticket_key (key) values (gen_random_uuid()::text || gen_random_uuid()::text);
