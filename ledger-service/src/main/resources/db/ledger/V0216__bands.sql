-- What people told of themselves so that equality can be monitored: codes of closed lists, while a consent to it holds. The
-- row follows from the events of its stream, whose id it has.
create table participant_bands (
    community_id   uuid        not null,
    participant_id uuid        not null,
    id             uuid        not null unique,
    age            text,
    disability     text,
    ethnicity      text,
    deprivation    text,
    told           boolean     not null
        generated always as (num_nonnulls(age, disability, ethnicity, deprivation) > 0) stored,
    agency_id      uuid        references agency (id),
    version        bigint      not null,
    recorded_at    timestamptz not null,
    primary key (community_id, participant_id),
    foreign key (community_id, participant_id) references participant (community_id, id)
);
comment on column participant_bands.agency_id is 'The agency that put them last; null where the ledger cleared them.';
create index participant_bands_told on participant_bands (community_id, participant_id) where told;
