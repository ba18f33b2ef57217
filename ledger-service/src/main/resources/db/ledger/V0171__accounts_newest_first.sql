-- Accounts are listed newest first, as everything is.
alter table account add column number bigint generated always as identity;
create index account_newest on account (community_id, number);
