-- The book's check of itself also holds the events against the postings that they tell of, in the order of the log.
--   compared_through    up to this sequence each event has been
--   recompared_through  up to this one it has been once more; it starts over and over
--   compared_lap, recompared_lap  how often either has started
alter table self_check
    add compared_through   bigint not null default 0,
    add compared_lap       bigint not null default 1,
    add recompared_through bigint not null default 0,
    add recompared_lap     bigint not null default 1;

-- How many postings the events so far tell that an account has; of another lap than the present it is none. To begin anew, empty
-- it and set compared_through and recompared_through in self_check to 0.
create table event_mark (
    walk       text   not null,
    account_id uuid   not null,
    entries    bigint not null,
    lap        bigint not null,
    primary key (account_id, walk)
) with (fillfactor = 70);
comment on column event_mark.walk is 'first: everything once, as it comes; again: everything over and over.';

alter table finding
    add exchange_id    uuid,
    add posting_number bigint;
comment on column finding.sequence is '0 where it is about neither a link nor an event.';
comment on column finding.posting_number is 'Of the posting that the event tells of, or that no event does.';
