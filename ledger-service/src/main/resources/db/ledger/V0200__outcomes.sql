-- Instruments that communities use beside the built-in ones. A code is found whatever the case of its letters.
create table instrument (
    community_id  uuid        not null references community (id),
    id            uuid        not null unique,
    number        bigint      generated always as identity,
    code          text        not null,
    title         text        not null,
    minimum       numeric     not null,
    maximum       numeric     not null,
    step          numeric,
    better        text        not null,
    cut_off       numeric,
    cut_off_side  text,
    licence       text        not null,
    registered_by uuid        not null references agency (id),
    version       bigint      not null,
    recorded_at   timestamptz not null,
    primary key (community_id, id)
);
create unique index instrument_code on instrument (community_id, lower(code));
create index instrument_newest on instrument (community_id, number);

-- What an instrument makes of a score; not known of what was recorded before these columns.
alter table measure add column raw integer;
alter table measure add column better text;
alter table measure add column beyond_cut_off boolean;

-- Why an outcome does not count any more; null for one that counts.
alter table measure add column withdrawn text;
alter table service_use add column withdrawn text;

create table follow_up (
    community_id   uuid        not null references community (id),
    id             uuid        not null unique,
    number         bigint      generated always as identity,
    programme_id   uuid        not null,
    recorded_by    uuid        not null references agency (id),
    external_ref   text,
    case_id        uuid,
    participant_id uuid,
    yes_count      integer,
    no_count       integer,
    lost_count     integer,
    arm            text        not null,
    window_months  integer     not null,
    event          text        not null,
    outcome        text,
    observed_on    date        not null,
    withdrawn      text,
    version        bigint      not null,
    recorded_at    timestamptz not null,
    primary key (community_id, id),
    foreign key (community_id, programme_id) references programme (community_id, id),
    foreign key (community_id, participant_id) references participant (community_id, id),
    constraint follow_up_external_ref unique (recorded_by, external_ref)
);
comment on column follow_up.participant_id is 'Who is followed up, by a case or without one; null for a group.';
create index follow_up_newest on follow_up (community_id, number);

-- What is known of a person in a programme is asked before each outcome that is recorded.
create index measure_of_participant on measure (community_id, participant_id, programme_id);
create index service_use_of_participant on service_use (community_id, participant_id, programme_id);
create index follow_up_of_participant on follow_up (community_id, participant_id, programme_id);
create index measure_of_group on measure (community_id, programme_id, instrument) where participant_id is null;
create index follow_up_of_group on follow_up (community_id, programme_id, event) where participant_id is null;
