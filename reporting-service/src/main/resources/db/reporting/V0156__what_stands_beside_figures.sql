-- A number is read in a row of its own: what to beware of, what to read it with and who pays on it stand in the row.

-- What contracts of its community paid on when an edition or close was cut, so that its answers stay what they were. Of those that were
-- cut before there was this table it is not known.
create table edition_contract (
    edition        bigint not null references edition (id),
    contract       uuid   not null,
    code           text   not null,
    programmes     uuid[] not null,
    starts         date   not null,
    -- The last day, as it came.
    ends           date   not null,
    paid_on        text   not null,
    counter_figure text   not null,
    primary key (edition, contract)
);

alter table released_number
    add column caveats        text,
    add column counter_figure text,
    add column paid_on        text;

-- What was released before gets what is always to be known of its figures.
update released_number n
set caveats = d.caveat, counter_figure = d.counter_figure
from figure_definition d where d.figure = n.figure;

-- And what of it is compared with nobody, by instrument, service or event.
with kind as (
    select distinct n.edition, n.programme, n.period, n.figure, split_part(n.part, '/participants/', 1) as kind
    from released_number n
    where n.figure in ('measure-change', 'service-use-change', 'follow-up-rate', 'beyond-cut-off')
      and n.part like '%/participants/%' and n.value <> 0
), uncontrolled as (
    select k.* from kind k
    where case when k.figure = 'beyond-cut-off' then
            (select count(*) from released_number c
             where c.edition = k.edition and c.programme = k.programme and c.period = k.period and c.figure = k.figure
               and c.value is not null
               and c.part in (k.kind || '/participants/after', k.kind || '/comparison/after')) < 2
        else not exists (
            select from released_number c
            where c.edition = k.edition and c.programme = k.programme and c.period = k.period and c.figure = k.figure
              and c.value is not null
              and (c.part || '/' like k.kind || '/differenceInDifferences/%' or c.part || '/' like k.kind || '/riskDifference/%'
                   or c.part || '/' like k.kind || '/riskRatio/%'))
        end
)
update released_number n
set caveats = concat_ws(' | ', n.caveats, 'uncontrolled: there is no comparison arm')
where exists (
    select from uncontrolled u
    where u.edition = n.edition and u.programme = n.programme and u.period = n.period and u.figure = n.figure
      and (n.part = '' or starts_with(n.part, u.kind || '/')));

create or replace view analyst.number as
select n.edition, r.community, r.community_code, n.programme_code, n.period,
       case when n.period = 'all' then 'all' when n.period like '____-Q_' then 'quarter' when n.period like '____-__' then 'month'
            else 'year' end as period_kind,
       n.figure, n.part, n.value, n.unit, n.state, n.reason, n.caveats, n.counter_figure, n.paid_on
from public.released_number n join public.release r on r.edition = n.edition;

comment on column analyst.number.caveats is 'What to beware of in this number; null where there is nothing. Where there are several, '' | '' parts them.';
comment on column analyst.number.counter_figure is 'The codes of the figures to read it with: the catalogue''s and, of one that is paid on, the contracts''.';
comment on column analyst.number.paid_on is 'The codes of the contracts that pay on the figure in the period; null if none does. Never show such a number without its counter-figure.';

create or replace view analyst.latest as
select n.* from analyst.number n join analyst.edition e on e.edition = n.edition where e.latest;
