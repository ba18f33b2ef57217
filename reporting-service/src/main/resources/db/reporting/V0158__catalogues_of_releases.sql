-- A number is read with the definition that it was published with: each release keeps the catalogue, and the programmes, of its time.

alter table figure_definition add column bands text[] not null default '{}';

create table release_figure (
    edition        bigint  not null references release (edition),
    -- The figure's place in the catalogue.
    place          int     not null,
    figure         text    not null,
    name           text    not null,
    definition     text    not null,
    formula        text    not null,
    unit           text    not null,
    caveat         text,
    counter_figure text    not null,
    source_events  text[]  not null,
    bands          text[]  not null,
    rule_version   int     not null,
    -- Whether it is the catalogue of the release; otherwise that of a later time.
    as_released    boolean not null default true,
    primary key (edition, figure)
);

-- What was released before there was this table gets the catalogue of now, and says so.
insert into release_figure
    (edition, place, figure, name, definition, formula, unit, caveat, counter_figure, source_events, bands, rule_version, as_released)
select r.edition, row_number() over (partition by r.edition order by d.figure) - 1, d.figure, d.name, d.definition, d.formula, d.unit, d.caveat,
       d.counter_figure, d.source_events, d.bands, d.rule_version, false
from release r cross join figure_definition d;

create or replace view analyst.figure as
select figure, name, definition, formula, unit, caveat, counter_figure, source_events, rule_version, bands
from public.figure_definition;

comment on view analyst.figure is 'The catalogue of now: what each figure is. Beside numbers of an edition read edition_figure.';
comment on column analyst.figure.bands is 'By which bands it may be asked; empty for most.';

create view analyst.edition_figure as
select edition, figure, name, definition, formula, unit, caveat, counter_figure, source_events, bands, rule_version, as_released
from public.release_figure;

comment on view analyst.edition_figure is 'The catalogue as it was when each edition was released: what its numbers mean.';
comment on column analyst.edition_figure.edition is 'The number of the edition.';
comment on column analyst.edition_figure.figure is 'The code of the figure.';
comment on column analyst.edition_figure.name is 'How people call it.';
comment on column analyst.edition_figure.definition is 'What it is, in a sentence.';
comment on column analyst.edition_figure.formula is 'How it is computed.';
comment on column analyst.edition_figure.unit is 'What it counts; ratios are quotients.';
comment on column analyst.edition_figure.caveat is 'What to beware of; null for some.';
comment on column analyst.edition_figure.counter_figure is 'The figure to look at beside it: a number used as a target stops measuring.';
comment on column analyst.edition_figure.source_events is 'The types of the events it is made of.';
comment on column analyst.edition_figure.bands is 'By which bands it may be asked; empty for most.';
comment on column analyst.edition_figure.rule_version is 'The version of the rules that this definition is of.';
comment on column analyst.edition_figure.as_released is 'False where the edition was released before its catalogue was kept: then this is a later one.';

do $$
begin
    if exists (select from pg_roles where rolname = 'reciprocity_analyst') then
        grant select on analyst.edition_figure to reciprocity_analyst;
    end if;
exception
    when insufficient_privilege then
        raise notice 'the role reciprocity_analyst was not changed here';
end
$$;
