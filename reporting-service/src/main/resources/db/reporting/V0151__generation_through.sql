-- A generation may be folded to a point of the log and no further: it is asked by its number, and never answers for the present.

alter table generation
    -- By topic, partition and writer, the highest sequence that is in it; none for one that follows the log.
    add column through      jsonb,
    -- The last daily close that its figures of credit know; 0 for none.
    add column last_close   bigint,
    -- The day that its figures of credit take for the present one; none: the day of the moment, in each community.
    add column today        date,
    -- Until when the point was the end of the log.
    add column moment       timestamptz,
    -- By writer, how many of its records must be in it at least.
    add column least        jsonb;

alter table generation drop constraint generation_state_check;
alter table generation
    add constraint generation_state_check
        check (state in ('building', 'live', 'previous', 'pinned', 'failed', 'dropped')),
    add constraint generation_pinned_check
        check ((state <> 'pinned' or through is not null)
            and (through is null or state in ('building', 'pinned', 'failed', 'dropped'))),
    add constraint generation_pin_check
        check ((through is null) = (last_close is null) and (through is null) = (moment is null)
            and (through is null) = (least is null) and (through is not null or today is null));
