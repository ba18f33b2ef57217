-- Which support there is, and by what reference its agency knows it; what it was stands in the events of its case.
create table case_support (
    community_id   uuid        not null references community (id),
    id             uuid        not null unique,
    case_id        uuid        not null,
    participant_id uuid        not null,
    recorded_by    uuid references agency (id),
    external_ref   text,
    recorded_at    timestamptz not null,
    primary key (community_id, id),
    constraint case_support_external_ref unique (recorded_by, external_ref),
    foreign key (community_id, case_id) references case_file (community_id, id),
    foreign key (community_id, participant_id) references participant (community_id, id)
);
comment on column case_support.recorded_by is 'Not known of what was recorded before this table.';
create index case_support_of_case on case_support (case_id);
create index case_support_of_participant on case_support (community_id, participant_id);

insert into case_support (community_id, id, case_id, participant_id, recorded_at)
select k.community_id, (v.body::jsonb ->> 'support')::uuid, k.id, k.participant_id, v.recorded_at
from event v
join case_file k on k.id = v.stream
where v.type = 'org.reciprocity.case-support-recorded.v1' and v.body::jsonb ->> 'support' is not null
on conflict do nothing;

create trigger reference_is_spent after update of external_ref on case_support for each row
    when (old.external_ref is not null and new.external_ref is null) execute function spend_reference('recorded_by');
create trigger reference_was_spent after insert on case_support for each row
    when (new.external_ref is not null) execute function refuse_spent_reference('recorded_by');
