-- What lists and rules ask of consents, clearances and training; each follows from the events of its stream. None of them
-- holds more than codes, days and ids.

create table consent (
    community_id uuid        not null references community (id),
    id           uuid        not null unique,
    number       bigint      generated always as identity,
    participant_id uuid      not null,
    purpose      text        not null,
    given_by     text        not null,
    supporter_id uuid,
    authority    text,
    given_on     date        not null,
    expires_on   date,
    withdrawn_by text,
    withdrawn_on date,
    recorded_by  uuid        not null references agency (id),
    external_ref text,
    version      bigint      not null,
    recorded_at  timestamptz not null,
    primary key (community_id, id),
    unique (recorded_by, external_ref),
    foreign key (community_id, participant_id) references participant (community_id, id),
    foreign key (community_id, supporter_id) references participant (community_id, id)
);
create index consent_newest on consent (community_id, number);
create index consent_of_participant on consent (community_id, participant_id, purpose);

create table clearance (
    community_id uuid        not null references community (id),
    id           uuid        not null unique,
    number       bigint      generated always as identity,
    participant_id uuid      not null,
    role         text        not null,
    setting      text        not null,
    outcome      text        not null,
    reviewer_id  uuid        not null references agency (id),
    decided_on   date,
    expires_on   date,
    withdrawn    boolean     not null default false,
    recorded_by  uuid        not null references agency (id),
    external_ref text,
    version      bigint      not null,
    recorded_at  timestamptz not null,
    primary key (community_id, id),
    unique (recorded_by, external_ref),
    foreign key (community_id, participant_id) references participant (community_id, id)
);
create index clearance_newest on clearance (community_id, number);
create index clearance_of_participant on clearance (community_id, participant_id);

create table training (
    community_id uuid        not null references community (id),
    id           uuid        not null unique,
    number       bigint      generated always as identity,
    participant_id uuid      not null,
    course       text        not null,
    completed_on date        not null,
    expires_on   date,
    withdrawn    boolean     not null default false,
    recorded_by  uuid        not null references agency (id),
    external_ref text,
    version      bigint      not null,
    recorded_at  timestamptz not null,
    primary key (community_id, id),
    unique (recorded_by, external_ref),
    foreign key (community_id, participant_id) references participant (community_id, id)
);
create index training_newest on training (community_id, number);
create index training_of_participant on training (community_id, participant_id);
