-- Lists are shown newest first, a page at a time.
alter table measure add column number bigint generated always as identity;
alter table service_use add column number bigint generated always as identity;
create index measure_newest on measure (community_id, number);
create index service_use_newest on service_use (community_id, number);
create index enrolment_newest on enrolment (community_id, number);
