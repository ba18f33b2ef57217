-- Holds are listed by programme, newest first.
create index hold_of_programme on hold (community_id, programme_id, number) where programme_id is not null;
