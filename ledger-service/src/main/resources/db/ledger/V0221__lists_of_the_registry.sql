-- Agencies, communities and admissions are listed newest first, as everything is. There are few of them.
alter table agency add column number bigint generated always as identity unique;
alter table community add column number bigint generated always as identity unique;
alter table admission add column number bigint generated always as identity unique;
