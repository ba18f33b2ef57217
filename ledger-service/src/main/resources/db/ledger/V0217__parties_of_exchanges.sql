-- The parties of an exchange are in its row, so that who may see it is known without another index; an exchange is found by
-- its id alone. What is written for every exchange is that much less.
alter table exchange add column parties uuid[];
update exchange e set parties = (
    select coalesce(array_agg(y.party_id order by y.party_id), '{}') from exchange_party y where y.exchange_id = e.id);
alter table exchange alter column parties set not null;
comment on column exchange.parties is 'Providers and receivers, each once.';
drop index exchange_party_of_exchange;

alter table exchange drop constraint exchange_pkey;
alter table exchange drop constraint exchange_id_key;
alter table exchange add primary key (id);
