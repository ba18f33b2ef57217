-- How far each generation of a fold has come in each partition, changed only together with what was folded.

create table position (
    generation  bigint   not null,
    topic       text     not null,
    partition   int      not null,
    topic_id    text     not null,
    -- Raised by whoever is assigned the partition; a writer whose epoch is not this one has lost it.
    epoch       bigint   not null default 0,
    next_offset bigint   not null,
    -- By writer: the highest sequence folded here, and how many records of it were.
    writers     text[]   not null default '{}',
    highest     bigint[] not null default '{}',
    records     bigint[] not null default '{}',
    -- Records of types that the fold does not know.
    skipped     bigint   not null default 0,
    primary key (generation, topic, partition)
);
