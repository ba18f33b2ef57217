-- Agencies and communities are recorded by operators, whose token may name no agency: the reference is then its client's.
alter table agency add column recorded_by uuid;
alter table agency add column external_ref text;
alter table agency add constraint agency_external_ref unique (recorded_by, external_ref);
comment on column agency.recorded_by is 'Whose reference it is; not known of what was recorded before this column.';

alter table community add column recorded_by uuid;
alter table community add column external_ref text;
alter table community add constraint community_external_ref unique (recorded_by, external_ref);
comment on column community.recorded_by is 'Whose reference it is; not known of what was recorded before this column.';

alter table instrument add column external_ref text;
alter table instrument add constraint instrument_external_ref unique (registered_by, external_ref);
