-- Why an entry stands although it looks doubtful (100 % and no claim, less than last time, the same words again), in the unit's words.
alter table entry add column doubt_reason text not null default '';
-- A proof may be an address instead of a file: a page of an official site. It is shown, never fetched.
alter table evidence add column link text check (link ~ '^https?://');
alter table evidence add column reused_from uuid references evidence;
