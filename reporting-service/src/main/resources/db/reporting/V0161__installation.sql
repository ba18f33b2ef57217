-- Which installation this database is of. Consumer groups are named after it, so that two databases on one Kafka share no partitions.

create table installation (
    one              boolean primary key default true check (one),
    id               uuid    not null default gen_random_uuid(),
    -- Generations before this one keep the names of their groups: replicas of the release before fold them too during an upgrade.
    first_generation bigint  not null
);

insert into installation (first_generation) select coalesce(max(id), 0) + 1 from generation;
