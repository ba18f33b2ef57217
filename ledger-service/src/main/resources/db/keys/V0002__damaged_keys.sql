-- Keys that were found not to open with the master key that wraps them. They are left as they are, and tried again when a rotation is asked
-- for. Where there is nothing to open any more, there is nothing to tell.
create table damaged_key (
    person   uuid        not null,
    number   integer     not null,
    found_at timestamptz not null default clock_timestamp(),
    primary key (person, number),
    foreign key (person, number) references person_key (person, number) on delete cascade
);
