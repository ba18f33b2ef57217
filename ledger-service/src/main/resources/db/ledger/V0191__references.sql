-- A client's own reference on everything that is posted: unique for its agency and this kind of thing, for ever.
alter table programme add column external_ref text;
alter table programme add constraint programme_external_ref unique (agency_id, external_ref);

alter table enrolment add column recorded_by uuid references agency (id);
alter table enrolment add column external_ref text;
alter table enrolment add constraint enrolment_external_ref unique (recorded_by, external_ref);
comment on column enrolment.recorded_by is 'The agency that enrolled; not known of what was recorded before this column.';

alter table measure add column external_ref text;
alter table measure add constraint measure_external_ref unique (recorded_by, external_ref);

alter table service_use add column external_ref text;
alter table service_use add constraint service_use_external_ref unique (recorded_by, external_ref);
