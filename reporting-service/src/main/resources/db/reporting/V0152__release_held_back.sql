-- Of how many cells nothing is published: with what earlier editions told, somebody would be found out whatever else is withheld. To
-- analysts they are withheld like any other.
alter table release add column held_back int not null default 0;

create or replace view analyst.edition as
select r.edition, r.community, r.community_code, e.kind, r.day, e.cut_at, r.released_at, e.generation, e.rule_version,
       cardinality(r.told) as told, cardinality(r.withheld) + r.held_back as withheld,
       r.edition = max(r.edition) over (partition by r.community) as latest
from public.release r join public.edition e on e.id = r.edition;
