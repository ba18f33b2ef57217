-- What partners offer for credit. Every row follows from the events of its stream, but for what is taken of the stock: that
-- follows from the holds and exchanges that name the offer.
create table redemption_offer (
    community_id uuid        not null references community (id),
    id           uuid        not null unique,
    number       bigint      generated always as identity,
    agency_id    uuid        not null references agency (id),
    code         text        not null,
    kind         text        not null,
    minutes      integer     not null,
    quantity     bigint,
    taken        bigint      not null default 0,
    from_day     date,
    until_day    date,
    restrictions text[]      not null,
    state        text        not null,
    recorded_by  uuid        not null references agency (id),
    external_ref text,
    version      bigint      not null,
    recorded_at  timestamptz not null,
    primary key (community_id, id),
    unique (recorded_by, external_ref),
    check (taken >= 0 and (quantity is null or taken <= quantity))
) with (fillfactor = 70);
comment on column redemption_offer.quantity is 'Units in all; null for no limit.';
comment on column redemption_offer.taken is 'Units taken, and not yet counted as returned.';
create index redemption_offer_newest on redemption_offer (community_id, number);

-- Who has taken units: a hold or an exchange.
create table offer_use (
    use_id   uuid    primary key,
    offer_id uuid    not null,
    units    integer not null
);
create index offer_use_of_offer on offer_use (offer_id);

-- Units given back, until whoever next locks the offer counts them: giving back waits for nobody who is buying.
create table offer_return (
    offer_id uuid    not null,
    use_id   uuid    not null,
    units    integer not null
);
create index offer_return_of_offer on offer_return (offer_id);
