-- What programmes cost agencies and gain them, what one of something costs, and how dear the years were.
create table money_fact (
    community_id  uuid        not null references community (id),
    id            uuid        not null unique,
    kind          text        not null,
    programme_id  uuid        not null,
    recorded_by   uuid        not null references agency (id),
    external_ref  text,
    agency_id     uuid        not null references agency (id),
    year          integer     not null,
    amount        bigint      not null,
    currency      text        not null,
    price_year    integer     not null,
    in_kind       boolean,
    preventive    boolean,
    cashable      boolean,
    grade         integer     not null,
    item          text,
    withdrawn_for text,
    version       bigint      not null,
    recorded_at   timestamptz not null,
    number        bigint      generated always as identity,
    primary key (community_id, id),
    foreign key (community_id, programme_id) references programme (community_id, id),
    unique (recorded_by, kind, external_ref)
);
comment on table money_fact is 'Costs (with in_kind and preventive) and benefits (with cashable), in minor units.';
create index money_fact_newest on money_fact (community_id, kind, number);
create index money_fact_of_programme on money_fact (community_id, programme_id, kind, year);

create table unit_cost (
    community_id uuid        not null references community (id),
    id           uuid        not null unique,
    recorded_by  uuid        not null references agency (id),
    external_ref text,
    code         text        not null,
    title        text        not null,
    year         integer     not null,
    currency     text        not null,
    amount       bigint      not null,
    source       text        not null,
    inclusions   text[]      not null,
    payer_id     uuid        not null references agency (id),
    grade        integer     not null,
    version      bigint      not null,
    recorded_at  timestamptz not null,
    number       bigint      generated always as identity,
    primary key (community_id, id),
    unique (recorded_by, external_ref)
);
create index unit_cost_newest on unit_cost (community_id, number);

create table deflator (
    community_id uuid        not null references community (id),
    id           uuid        not null unique,
    recorded_by  uuid        not null references agency (id),
    external_ref text,
    currency     text        not null,
    year         integer     not null,
    level        numeric     not null,
    source       text        not null,
    version      bigint      not null,
    recorded_at  timestamptz not null,
    number       bigint      generated always as identity,
    primary key (community_id, id),
    unique (recorded_by, external_ref)
);
create index deflator_newest on deflator (community_id, number);
create index deflator_of_year on deflator (community_id, currency, year);
