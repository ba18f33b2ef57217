-- How far the log had come at a time: up to sequence, no event was recorded later than latest. About one row a second in
-- which something is recorded, written by the sequencer; it leads to the first event recorded after a given time without
-- reading the log from its beginning.
create table log_time (
    latest   timestamptz primary key,
    sequence bigint not null
);

insert into log_time (latest, sequence)
select distinct on (date_trunc('second', latest)) latest, sequence
  from (select l.sequence, max(e.recorded_at) over (order by l.sequence) as latest
          from log_entry l join event e on e.id = l.event) as running
 order by date_trunc('second', latest), sequence;
