-- By figure of means and part: a number for each of what the mean is of. Editions cut before have none, and tell no means.
alter table edition_body add column members json not null default '{}';
