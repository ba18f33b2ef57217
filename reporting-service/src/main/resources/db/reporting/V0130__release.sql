-- What analysts see: editions under disclosure control. A release is an edition of which it is decided what is told.

create table release (
    edition        bigint      primary key references edition (id),
    community      uuid        not null,
    community_code text        not null,
    -- The last day in it.
    day            date        not null,
    -- The cells that are told, and those that are not. Later editions are protected together with them.
    told           text[]      not null,
    withheld       text[]      not null,
    released_at    timestamptz not null default clock_timestamp()
);
create index release_community on release (community, edition);

-- Every number of a release, as it is told. The programme is the nil UUID for the whole community.
create table released_number (
    edition        bigint  not null references release (edition),
    programme      uuid    not null,
    programme_code text,
    period         text    not null,
    figure         text    not null,
    part           text    not null,
    value          numeric,
    unit           text    not null,
    state          text    not null check (state in ('told', 'withheld', 'none')),
    reason         text,
    check ((value is not null) = (state = 'told')),
    primary key (edition, programme, period, figure, part)
);

-- The catalogue, as the service that runs has it.
create table figure_definition (
    figure         text primary key,
    name           text not null,
    definition     text not null,
    formula        text not null,
    unit           text not null,
    caveat         text,
    counter_figure text not null,
    source_events  text[] not null,
    rule_version   int  not null
);

create schema analyst;

comment on schema analyst is 'Protected figures: what analysts may see, and nothing else.';

create view analyst.edition as
select r.edition, r.community, r.community_code, e.kind, r.day, e.cut_at, r.released_at, e.generation, e.rule_version,
       cardinality(r.told) as told, cardinality(r.withheld) as withheld,
       r.edition = max(r.edition) over (partition by r.community) as latest
from public.release r join public.edition e on e.id = r.edition;

comment on view analyst.edition is 'The editions that are released: what was known of a community at a time, protected.';
comment on column analyst.edition.edition is 'The number of the edition; asOf of the API takes it.';
comment on column analyst.edition.community is 'The id of the community.';
comment on column analyst.edition.community_code is 'The code of the community.';
comment on column analyst.edition.kind is 'monthly, or requested by a steward.';
comment on column analyst.edition.day is 'The last day in it, of the community; its months are complete.';
comment on column analyst.edition.cut_at is 'When it was cut.';
comment on column analyst.edition.released_at is 'When it was protected and released.';
comment on column analyst.edition.generation is 'The generation of projections that it was read from.';
comment on column analyst.edition.rule_version is 'The version of the rules that figures were computed by.';
comment on column analyst.edition.told is 'How many cells of the tables are told.';
comment on column analyst.edition.withheld is 'How many are withheld, to protect people.';
comment on column analyst.edition.latest is 'Whether it is the latest of its community.';

create view analyst.figure as
select figure, name, definition, formula, unit, caveat, counter_figure, source_events, rule_version
from public.figure_definition;

comment on view analyst.figure is 'The catalogue: what each figure is.';
comment on column analyst.figure.figure is 'The code of the figure.';
comment on column analyst.figure.name is 'How people call it.';
comment on column analyst.figure.definition is 'What it is, in a sentence.';
comment on column analyst.figure.formula is 'How it is computed.';
comment on column analyst.figure.unit is 'What it counts; ratios are quotients.';
comment on column analyst.figure.caveat is 'What to beware of; null for some.';
comment on column analyst.figure.counter_figure is 'The figure to look at beside it: a number used as a target stops measuring.';
comment on column analyst.figure.source_events is 'The types of the events it is made of.';
comment on column analyst.figure.rule_version is 'The version of the rules that the service has now.';

create view analyst.number as
select n.edition, r.community, r.community_code, n.programme_code, n.period,
       case when n.period = 'all' then 'all' when n.period like '____-Q_' then 'quarter' when n.period like '____-__' then 'month'
            else 'year' end as period_kind,
       n.figure, n.part, n.value, n.unit, n.state, n.reason
from public.released_number n join public.release r on r.edition = n.edition;

comment on view analyst.number is 'Every number of every released edition: counts to the nearest 5, hours to the hour.';
comment on column analyst.number.edition is 'The edition that it is of.';
comment on column analyst.number.community is 'The id of the community.';
comment on column analyst.number.community_code is 'The code of the community.';
comment on column analyst.number.programme_code is 'The code of the programme; null for the whole community.';
comment on column analyst.number.period is 'all, a month (2026-05), a calendar quarter (2026-Q2) or the year from 1 April (2026).';
comment on column analyst.number.period_kind is 'all, year, quarter or month.';
comment on column analyst.number.figure is 'The code of the figure.';
comment on column analyst.number.part is 'The part of the figure; empty for the figure itself.';
comment on column analyst.number.value is 'The number; null unless it is told.';
comment on column analyst.number.unit is 'What it counts.';
comment on column analyst.number.state is 'told, withheld to protect people, or none where there is nothing below the line.';
comment on column analyst.number.reason is 'Why there is no number.';

create view analyst.latest as
select n.* from analyst.number n join analyst.edition e on e.edition = n.edition where e.latest;

comment on view analyst.latest is 'The numbers of the latest edition of each community; columns as in number.';

-- A role to be granted to those who log in. Where this user may not make roles, an administrator does, and grants the same.
do $$
begin
    if not exists (select from pg_roles where rolname = 'reciprocity_analyst') then
        create role reciprocity_analyst nologin;
    end if;
exception
    when insufficient_privilege or duplicate_object or unique_violation then
        raise notice 'the role reciprocity_analyst was not made here';
end
$$;

do $$
begin
    if exists (select from pg_roles where rolname = 'reciprocity_analyst') then
        grant usage on schema analyst to reciprocity_analyst;
        grant select on all tables in schema analyst to reciprocity_analyst;
        alter role reciprocity_analyst set default_transaction_read_only = on;
    end if;
exception
    when insufficient_privilege then
        raise notice 'the role reciprocity_analyst was not changed here';
end
$$;
