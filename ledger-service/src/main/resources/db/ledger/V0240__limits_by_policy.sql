-- A participant's account has the limits of its community's policy, and follows it, unless its own have been set.
alter table account add own_limits boolean not null default false;
comment on column account.own_limits is 'Whether its limits were set for it alone; of participants'' accounts the others follow the policy.';

update account set own_limits = true
where exists (select from event e
              where e.stream = account.id and e.type like 'org.reciprocity.account-limits-set.%');

-- Whether there may be accounts that have to follow a policy that was changed.
alter table community add limits_due boolean not null default false;
create index community_limits_due on community (id) where limits_due;
