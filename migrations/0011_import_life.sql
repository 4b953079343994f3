-- What the file said of a task when it was read last: a corrected file changes only what it says otherwise, not what people changed since.
alter table task add column reading jsonb;

-- A name that no unit bears, and whom a person said it means. An old name may have a day from which it means nobody any more.
create table remembered_name (
  folded text primary key,
  name text not null,
  unit_id uuid references unit,
  unit_group_id uuid references unit_group,
  valid_to date,
  remembered_at timestamptz not null,
  remembered_by uuid references person,
  check (num_nonnulls(unit_id, unit_group_id) = 1)
);
create index remembered_name_unit on remembered_name (unit_id);
create index remembered_name_group on remembered_name (unit_group_id);
create index remembered_name_person on remembered_name (remembered_by);
