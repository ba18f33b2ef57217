-- Of a posting that is not as its event says, what is otherwise: minutes, kind, occurredAt, recordedAt.
alter table finding add differs text[] not null default '{}';
