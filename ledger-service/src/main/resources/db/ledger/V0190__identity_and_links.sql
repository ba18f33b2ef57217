-- What may tell that two participants are one person: keyed digests of identifying details, never the details. A digest
-- covers its community too, so that nobody is compared across communities.
create table identity_digest (
    community_id  uuid   not null references community (id),
    participant_id uuid  not null,
    number        bigint generated always as identity,
    name_birth    bytea,
    name_postcode bytea,
    primary key (community_id, participant_id),
    foreign key (community_id, participant_id) references participant (community_id, id)
);
create index identity_digest_newest on identity_digest (community_id, number);
create index identity_digest_name_birth on identity_digest (community_id, name_birth);
create index identity_digest_name_postcode on identity_digest (community_id, name_postcode);

-- The key of this installation.
create table identity_key (
    key text not null
);
insert into identity_key (key) values (gen_random_uuid()::text || gen_random_uuid()::text);

-- Two ids that a broker said are one person; one is the lower of the two. Those in force are a forest: two ids that are
-- one already are not linked again, so that a link taken back parts exactly two sides.
create table participant_link (
    community_id uuid        not null references community (id),
    id           uuid        not null unique,
    one          uuid        not null,
    other        uuid        not null check (one < other),
    agency_id    uuid        not null references agency (id),
    linked       boolean     not null,
    version      bigint      not null,
    recorded_at  timestamptz not null,
    primary key (community_id, one, other),
    foreign key (community_id, one) references participant (community_id, id),
    foreign key (community_id, other) references participant (community_id, id)
);
create index participant_link_other on participant_link (community_id, other);

-- Which ids are one person: the class of each id that is linked, named by its lowest id. It follows from the links.
create table participant_class (
    community_id   uuid not null references community (id),
    participant_id uuid not null,
    class          uuid not null,
    primary key (community_id, participant_id)
);
create index participant_class_members on participant_class (community_id, class);
