-- A broker may propose a match without a round, also in place of another.
alter table match alter round drop not null;
alter table match add instead uuid;
