-- What a case has been served of its duty is summed over the exchanges that name it.
alter table exchange add column case_id uuid;
create index exchange_of_case on exchange (case_id) where case_id is not null;
