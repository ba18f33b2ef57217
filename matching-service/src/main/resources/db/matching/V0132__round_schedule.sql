-- By which model a community's rounds decide that name none, and when rounds run by themselves: a recurrence rule (RFC 5545)
-- from a local time on, in the community's zone, and the next time that it comes to.

alter table matching_policy add round_model text;
alter table matching_policy add round_rule text;
alter table matching_policy add round_start text;
alter table matching_policy add next_round timestamptz;
create index matching_policy_due on matching_policy (next_round) where next_round is not null;
