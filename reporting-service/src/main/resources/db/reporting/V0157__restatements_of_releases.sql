-- What a release says otherwise than the one before it: the difference of two published numbers, and nothing that is not made of those.
create view released_restatement as
with release_before as (
    select edition, community, community_code, day,
           lag(edition) over (partition by community order by edition) as earlier,
           lag(day) over (partition by community order by edition) as earlier_day
    from release
), dated as (
    select n.*,
           -- The last day of the period; none of all.
           case when n.period like '____-Q_'
                    then (make_date(left(n.period, 4)::int, right(n.period, 1)::int * 3, 1) + interval '1 month - 1 day')::date
                when n.period like '____-__' then (to_date(n.period, 'YYYY-MM') + interval '1 month - 1 day')::date
                when n.period ~ '^[0-9]{4}$' then make_date(n.period::int + 1, 3, 31) end as last_day
    from released_number n
)
select p.edition, p.earlier, p.community, p.community_code, n.programme, n.programme_code, n.period, n.figure, n.part, n.unit,
       b.value as before, n.value as after, n.value - b.value as difference,
       case when 'withheld' in (b.state, n.state) then 'withheld' when 'none' in (b.state, n.state) then 'none' else 'told' end as state,
       late.value - earlier_late.value as late_entries,
       case when late.value > earlier_late.value then 'late-entries' when e.rule_version <> b_e.rule_version then 'rules'
            else 'not-told' end as reason,
       n.caveats, n.counter_figure, n.paid_on
from release_before p
join edition e on e.id = p.edition
join edition b_e on b_e.id = p.earlier
join dated n on n.edition = p.edition and n.last_day <= least(p.day, p.earlier_day)
join released_number b
  on b.edition = p.earlier and b.programme = n.programme and b.period = n.period and b.figure = n.figure and b.part = n.part
left join released_number late
  on late.edition = p.edition and late.programme = n.programme and late.period = n.period and late.figure = 'late-entries'
 and late.part = ''
left join released_number earlier_late
  on earlier_late.edition = p.earlier and earlier_late.programme = n.programme and earlier_late.period = n.period
 and earlier_late.figure = 'late-entries' and earlier_late.part = ''
where (n.value, n.state) is distinct from (b.value, b.state);

create view analyst.restatement as
select edition, earlier, community, community_code, programme_code, period,
       case when period like '____-Q_' then 'quarter' when period like '____-__' then 'month' else 'year' end as period_kind,
       figure, part, unit, before, after, difference, state, late_entries, reason, caveats, counter_figure, paid_on
from public.released_restatement;

comment on view analyst.restatement is 'Numbers that a released edition says otherwise than the one before it, of periods that were over for both.';
comment on column analyst.restatement.edition is 'The number of the edition.';
comment on column analyst.restatement.earlier is 'The number of the released edition before it.';
comment on column analyst.restatement.community is 'The id of the community.';
comment on column analyst.restatement.community_code is 'The code of the community.';
comment on column analyst.restatement.programme_code is 'The code of the programme; null for the whole community.';
comment on column analyst.restatement.period is 'A month (2026-05), a calendar quarter (2026-Q2) or the year from 1 April (2026).';
comment on column analyst.restatement.period_kind is 'year, quarter or month.';
comment on column analyst.restatement.figure is 'The code of the figure.';
comment on column analyst.restatement.part is 'The part of the figure; empty for the figure itself.';
comment on column analyst.restatement.unit is 'What it counts.';
comment on column analyst.restatement.before is 'The number that the edition before published; null unless it is told.';
comment on column analyst.restatement.after is 'The number that this edition published; null unless it is told.';
comment on column analyst.restatement.difference is 'after less before, of two published numbers; null unless both are told.';
comment on column analyst.restatement.state is 'told; withheld where either is; none where either has nothing below the line.';
comment on column analyst.restatement.late_entries is 'The published late entries of the place and period less those of the edition before; null unless both are told.';
comment on column analyst.restatement.reason is 'late-entries where more of those are published; else rules where their version changed; else not-told.';
comment on column analyst.restatement.caveats is 'What to beware of in the later number; null where there is nothing.';
comment on column analyst.restatement.counter_figure is 'The codes of the figures to read it with.';
comment on column analyst.restatement.paid_on is 'The codes of the contracts that pay on the figure in the period; null if none does.';

do $$
begin
    if exists (select from pg_roles where rolname = 'reciprocity_analyst') then
        grant select on analyst.restatement to reciprocity_analyst;
    end if;
exception
    when insufficient_privilege then
        raise notice 'the role reciprocity_analyst was not changed here';
end
$$;
