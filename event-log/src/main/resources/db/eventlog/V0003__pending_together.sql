-- A row for the events that were appended together instead of one for each: it is written and deleted once for all of them.
-- The column is renamed so that a relay or a writer of before cannot take such a row for one event: it fails.
alter table pending rename column id to first;
alter table pending add column events bigint[];
update pending set events = array[first];
alter table pending alter column events set not null;

comment on table pending is 'Events that have no sequence yet, a row for those appended together. The sequencer takes them away.';
comment on column pending.first is 'The id of the first of them.';
comment on column pending.events is 'The ids of all of them, in their order.';
