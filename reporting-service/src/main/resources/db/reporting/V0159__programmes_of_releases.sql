-- Files have programmes by id and views by code: both have both, and a release has the table of its programmes.

create table release_programme (
    edition   bigint not null references release (edition),
    programme uuid   not null,
    code      text,
    -- Of what was released before there was this table it is not known.
    name      text,
    primary key (edition, programme)
);

insert into release_programme (edition, programme, code)
select edition, programme, max(programme_code) from released_number
where programme <> '00000000-0000-0000-0000-000000000000' group by 1, 2;

create view analyst.programme as
select p.edition, r.community, r.community_code, p.programme, p.code as programme_code, p.name
from public.release_programme p join public.release r on r.edition = p.edition;

comment on view analyst.programme is 'The programmes of each released edition, as they were called then.';
comment on column analyst.programme.edition is 'The number of the edition.';
comment on column analyst.programme.community is 'The id of the community.';
comment on column analyst.programme.community_code is 'The code of the community.';
comment on column analyst.programme.programme is 'The id of the programme.';
comment on column analyst.programme.programme_code is 'The code of the programme.';
comment on column analyst.programme.name is 'How people call it; null in editions that were released before it was kept.';

create or replace view analyst.number as
select n.edition, r.community, r.community_code, n.programme_code, n.period,
       case when n.period = 'all' then 'all' when n.period like '____-Q_' then 'quarter' when n.period like '____-__' then 'month'
            else 'year' end as period_kind,
       n.figure, n.part, n.value, n.unit, n.state, n.reason, n.caveats, n.counter_figure, n.paid_on,
       nullif(n.programme, '00000000-0000-0000-0000-000000000000') as programme
from public.released_number n join public.release r on r.edition = n.edition;

comment on column analyst.number.programme is 'The id of the programme; null for the whole community.';

create or replace view analyst.latest as
select n.* from analyst.number n join analyst.edition e on e.edition = n.edition where e.latest;

create or replace view analyst.restatement as
select edition, earlier, community, community_code, programme_code, period,
       case when period like '____-Q_' then 'quarter' when period like '____-__' then 'month' else 'year' end as period_kind,
       figure, part, unit, before, after, difference, state, late_entries, reason, caveats, counter_figure, paid_on,
       nullif(programme, '00000000-0000-0000-0000-000000000000') as programme
from public.released_restatement;

comment on column analyst.restatement.programme is 'The id of the programme; null for the whole community.';

do $$
begin
    if exists (select from pg_roles where rolname = 'reciprocity_analyst') then
        grant select on analyst.programme to reciprocity_analyst;
    end if;
exception
    when insufficient_privilege then
        raise notice 'the role reciprocity_analyst was not changed here';
end
$$;
