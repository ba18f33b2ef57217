-- What lists of cases ask for; the case itself is the fold of its events.
create table case_file (
    community_id        uuid        not null references community (id),
    id                  uuid        not null unique,
    number              bigint      generated always as identity,
    programme_id        uuid        not null,
    programme_agency_id uuid        not null references agency (id),
    participant_id      uuid        not null,
    agency_id           uuid        not null references agency (id),
    state               text        not null,
    external_ref        text,
    version             bigint      not null,
    recorded_at         timestamptz not null,
    primary key (community_id, id),
    unique (agency_id, external_ref),
    foreign key (community_id, participant_id) references participant (community_id, id),
    foreign key (community_id, programme_id) references programme (community_id, id)
);
comment on column case_file.agency_id is 'The agency that referred.';
create index case_file_newest on case_file (community_id, number);
create index case_file_of_participant on case_file (community_id, participant_id, programme_agency_id);

-- Which agencies see a participant, beside the lead of its community: the one that registered it, those in whose
-- programmes it is enrolled, and those to whose programmes it was referred, unless they declined.
create view participant_sight (community_id, participant_id, agency_id) as
    select community_id, id, agency_id from participant
    union all
    select community_id, participant_id, agency_id from enrolment
    union all
    select community_id, participant_id, programme_agency_id from case_file where state <> 'declined';
