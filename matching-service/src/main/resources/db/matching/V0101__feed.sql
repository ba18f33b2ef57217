-- What this service knows of the ledger, folded from the registry and the exchanges on Kafka. All of it can be thrown
-- away together with feed_position and is then folded again from the first offset.

create table community (
    id   uuid primary key,
    lead uuid not null
);

create table admission (
    community uuid not null,
    agency    uuid not null,
    primary key (community, agency)
);

create table programme (
    id        uuid primary key,
    community uuid not null,
    agency    uuid not null
);

create table participant (
    id        uuid primary key,
    community uuid not null,
    agency    uuid not null,
    area      text
);
create index participant_community on participant (community);

create table enrolment (
    id          uuid primary key,
    participant uuid not null,
    programme   uuid not null,
    until       date
);
create index enrolment_participant on enrolment (participant);

-- A posting may be folded before its account's opening, which is on another partition: the balance is there then, the
-- owner comes later.
create table account (
    id        uuid primary key,
    community uuid   not null,
    kind      text,
    owner     uuid,
    ceiling   bigint,
    balance   bigint not null default 0
);
create index account_owner on account (owner);

-- Minutes of settled service from one participant to another, net of reversals.
create table tie (
    community uuid   not null,
    giver     uuid   not null,
    receiver  uuid   not null,
    minutes   bigint not null,
    primary key (community, giver, receiver)
);

-- Minutes that a participant gave and received in settled exchanges of every kind, net of reversals.
create table standing (
    participant uuid primary key,
    community   uuid   not null,
    given       bigint not null,
    received    bigint not null
);
create index standing_community on standing (community);

-- How far the feed has come: the next offset of each partition, and for each writer in it the highest sequence folded and
-- the number of its records.
create table feed_position (
    topic       text   not null,
    partition   integer not null,
    next_offset bigint not null,
    primary key (topic, partition)
);

create table feed_writer (
    topic     text    not null,
    partition integer not null,
    source    text    not null,
    highest   bigint  not null,
    records   bigint  not null,
    primary key (topic, partition, source)
);

-- The list of skills as this version of the service brings it, for searching.
create extension if not exists pg_trgm;

create table skill (
    code  text primary key,
    words text not null,
    terms tsvector not null
);
create index skill_terms on skill using gin (terms);
