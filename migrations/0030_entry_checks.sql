-- What the plan office noted while it checks the entries of a report that was sent; the report itself moves only when the check ends.
-- A note counts for the version of the entry that was looked at: an entry that the unit changed since is to be checked again.
create table entry_check (
  entry_id uuid primary key references entry,
  entry_version integer not null,
  verdict text not null check (verdict in ('good', 'return')),
  reason text not null default '',
  checked_by uuid references person,
  checked_at timestamptz not null
);
