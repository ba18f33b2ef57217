-- The append-only log of one service. Versions 0001 to 0099 belong to the event log; a service's own start at 0100.

-- Never updated, never trimmed.
create table event (
    id          bigint generated always as identity (cache 1) primary key,
    event_id    uuid        not null,
    topic       text        not null,
    key         text        not null,
    type        text        not null,
    stream      uuid        not null,
    version     bigint      not null check (version > 0),
    chain       uuid        not null,
    recorded_at timestamptz not null,
    body        text        not null,
    constraint event_stream_version unique (stream, version),
    constraint event_event_id unique (event_id)
);

-- Events that have no sequence yet. The sequencer takes them away.
create table pending (
    id bigint primary key
);

-- The order in which the log reaches Kafka: dense, from 1. chain is the link of the event in its hash chain.
-- No foreign key: entries are made from the events themselves, and checking each again costs a quarter of the rate.
create table log_entry (
    sequence bigint primary key,
    event    bigint not null,
    chain    bytea  not null,
    constraint log_entry_event unique (event)
);

-- The last link of every hash chain.
create table chain_head (
    chain    uuid primary key,
    sequence bigint not null,
    link     bytea  not null
) with (fillfactor = 70);

-- Who leads the relay of this log, by the database's clock. One row: a database holds one log.
--   sequence  the last one given
--   sent      what the leader knew to be sent; for people to read, nothing is decided by it
--   halted    why nothing is appended or sent until an operator decides (log_resume below);
--             halted_sequence and halted_event are then the end of Kafka's log, if that is the reason
--   stopped   why nothing is sent until an operator decides, although events are appended
create table log_head (
    log             text primary key,
    epoch           bigint not null default 0,
    leader          text,
    lease_until     timestamptz,
    sequence        bigint not null default 0,
    sent            bigint not null default 0,
    halted          text,
    halted_sequence bigint,
    halted_event    uuid,
    stopped         text
) with (fillfactor = 20);

create unique index log_head_single on log_head ((true));

-- The topics as the relay first saw them. One that is replaced, or gets other partitions, stops the relay.
create table log_topic (
    topic      text primary key,
    topic_id   text not null,
    partitions integer not null
);

-- Sequences that Kafka has and this database lost, which an operator decided to go on after.
create table log_gap (
    first      bigint not null,
    last       bigint primary key,
    last_event uuid not null,
    decision   text not null,
    decided_at timestamptz not null default clock_timestamp()
);

-- The operator's way on, once the cause is understood:  select log_resume('why this is right');
-- Halted because Kafka has more than this database: the missing sequences are written down as a gap and never given
-- again, so that no sequence ever names two events. Stopped because of a topic: the topics are learnt anew as they are.
create function log_resume(decision text) returns void language plpgsql as $$
declare
    head log_head;
begin
    select * into strict head from log_head for update;
    if head.halted_sequence is not null then
        if head.sequence >= head.halted_sequence then
            raise exception 'The database and Kafka have different events at sequence %: restore the database of which '
                'Kafka has the events', head.halted_sequence;
        end if;
        insert into log_gap (first, last, last_event, decision)
            values (head.sequence + 1, head.halted_sequence, head.halted_event, decision);
    end if;
    if head.stopped is not null then
        delete from log_topic;
    end if;
    update log_head
       set sequence = greatest(sequence, halted_sequence), halted = null, halted_sequence = null, halted_event = null,
           stopped = null
     where log = head.log;
end $$;
