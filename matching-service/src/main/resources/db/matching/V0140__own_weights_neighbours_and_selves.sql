-- The weights that a community names itself, and the areas that it says are next to each other. A round keeps the weights that
-- it was asked with: a policy that changes while it waits changes nothing of it.

alter table matching_policy add presets text;
alter table matching_policy add neighbours text;

alter table round_job add weights text;
update round_job set weights = case preset when 'nearest' then '20,10,40,5,5,5,5,20'
                                           when 'company' then '20,10,10,10,5,25,30,40'
                                           else '20,10,15,25,15,15,10,40' end;
alter table round_job alter weights set not null;

-- The other ids of one person, over however many links.
create index same_person_same_as on same_person (same_as);
create function selves(uuid) returns text language sql stable
    as $$ with recursive self(id) as (
              select $1
              union
              select case when s.participant = self.id then s.same_as else s.participant end
              from self join same_person s on s.participant = self.id or s.same_as = self.id)
          select string_agg(id::text, ' ' order by id) from self where id <> $1 $$;
