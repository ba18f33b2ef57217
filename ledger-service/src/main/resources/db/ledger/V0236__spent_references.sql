-- References whose thing was erased: digests of agency, kind and reference under a key of this installation, and nothing
-- that leads from one to whom it was about.
create table spent_reference (
    digest bytea primary key
);

-- The key, as HMAC-SHA-256 takes it: 32 random bytes and 32 zeros, all of them combined with its two constants.
create table reference_key (
    inner_pad bytea not null,
    outer_pad bytea not null
);
insert into reference_key (inner_pad, outer_pad)
select string_agg(set_byte('\x00'::bytea, 0, padded.byte # 54), ''::bytea order by padded.place),
       string_agg(set_byte('\x00'::bytea, 0, padded.byte # 92), ''::bytea order by padded.place)
from (select sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')) as key) as made,
     lateral (select place, case when place < 32 then get_byte(made.key, place) else 0 end as byte
              from generate_series(0, 63) as place) as padded;

create function reference_digest(kind text, agency uuid, reference text) returns bytea
language sql stable strict as $$
    select sha256(outer_pad || sha256(inner_pad || convert_to(concat_ws(chr(10), kind, agency, reference), 'UTF8')))
    from reference_key
$$;

create function reference_spent(kind text, agency uuid, reference text) returns boolean
language sql stable as $$
    select exists (select from spent_reference where digest = (select reference_digest(kind, agency, reference)))
$$;

-- Whoever takes a reference away leaves its digest. The argument is the column of whose it is.
create function spend_reference() returns trigger
language plpgsql as $$
declare
    whose uuid;
begin
    if tg_argv[0] = 'agency_id' then
        whose := old.agency_id;
    else
        whose := old.recorded_by;
    end if;
    insert into spent_reference (digest)
    select spent.digest from (select reference_digest(tg_table_name, whose, old.external_ref) as digest) as spent
    where spent.digest is not null
    on conflict do nothing;
    return null;
end
$$;

-- The index holds the place of a reference while its thing has it, and this from then on: whoever looked before the first was
-- recorded, and records after it was erased, looks again. It asks after the row is in the index, where it may have waited for
-- the erasure, and sees what was committed until then.
create function refuse_spent_reference() returns trigger
language plpgsql as $$
declare
    whose uuid;
begin
    if tg_argv[0] = 'agency_id' then
        whose := new.agency_id;
    else
        whose := new.recorded_by;
    end if;
    if reference_spent(tg_table_name, whose, new.external_ref) then
        raise unique_violation using message = 'The reference is spent';
    end if;
    return null;
end
$$;

do $$
declare
    of_people text[] := array[
        'participant', 'agency_id', 'case_file', 'agency_id', 'hold', 'recorded_by', 'enrolment', 'recorded_by',
        'measure', 'recorded_by', 'service_use', 'recorded_by', 'follow_up', 'recorded_by', 'consent', 'recorded_by',
        'clearance', 'recorded_by', 'training', 'recorded_by', 'exchange', 'recorded_by', 'transfer', 'recorded_by'];
begin
    for i in 1 .. array_length(of_people, 1) / 2 loop
        execute format(
            'create trigger reference_is_spent after update of external_ref on %I for each row '
            || 'when (old.external_ref is not null and new.external_ref is null) execute function spend_reference(%L)',
            of_people[2 * i - 1], of_people[2 * i]);
        execute format(
            'create trigger reference_was_spent after insert on %I for each row '
            || 'when (new.external_ref is not null) execute function refuse_spent_reference(%L)',
            of_people[2 * i - 1], of_people[2 * i]);
    end loop;
end
$$;
