-- An account with more postings than are counted again in one check is counted again over several: of again_account they have
-- been, up to again_entries, and come to again_minutes. Where again_entries is 0 it has been counted to its end.
alter table self_check
    add again_entries bigint not null default 0,
    add again_minutes bigint not null default 0;
comment on column account_mark.entries is
    'Up to which of its postings it was right. Of an account with many it grows while they are counted, piece after piece.';
