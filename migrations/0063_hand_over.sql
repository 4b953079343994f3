-- What was in hand under a person's name, and who goes on with it. Without a successor it waits for the unit's head.
create table hand_over (
  id uuid primary key,
  unit_id uuid not null references unit,
  from_person_id uuid not null references person,
  to_person_id uuid references person,
  role text not null, -- the seat in which the person had it in hand
  occasion text not null check (occasion in ('ended', 'leave')),
  reason text not null,
  until_on date, -- the last day of a leave
  made_on date not null,
  made_by uuid references person,
  named_on date, -- when the successor was named
  named_by uuid references person,
  version integer not null default 1
);
create index hand_over_unit on hand_over (unit_id, made_on desc);
create index hand_over_waiting on hand_over (unit_id) where to_person_id is null;
create index hand_over_from on hand_over (from_person_id);
create index hand_over_to on hand_over (to_person_id);

-- Each thing as it stood that day; `moves`: it carries a name, which changes to the successor's.
create table hand_over_item (
  hand_over_id uuid not null references hand_over,
  position integer not null,
  kind text not null,
  subject_id uuid not null,
  title text not null,
  due_on date,
  moves boolean not null,
  primary key (hand_over_id, position)
);
