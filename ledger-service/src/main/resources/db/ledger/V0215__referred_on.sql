-- The day of a referral, where it is told; from it the months of a follow-up run.
alter table case_file add column referred_on date;
